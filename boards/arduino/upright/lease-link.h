#pragma once

#include "board-policy.h"
#include "frame-pack.h"
#include "stores.h"

/// The frames of the lease link: checks what comes, and words what goes. Knows neither UART nor pins.
class LeaseLink {
 public:
  LeaseLink(Table& table, BoardPolicy& policy, Stores& stores) : table_(table), policy_(policy), stores_(stores) {}

  /// A sysex of the link, still packed; unpacks it in place. True where a command was taken.
  bool take(uint8_t sysex, uint8_t* packed, uint8_t length, uint32_t nowMs, const Reading& reading);
  /// Words one frame of telemetry into `packed`, which has room for MOST_PACKED. Returns its length.
  uint8_t telemetry(Telemetry& values, uint8_t* packed);
  /// Likewise the answer to a setup frame; 0 where there is none to give.
  uint8_t setupAnswer(uint8_t* packed);
  /// The answer to a test of the watchdog has gone out: the loop shall hang.
  bool shallHang() const { return hang_; }

  static constexpr uint8_t MOST_PACKED = packedSize(2 + CALIBRATION_BYTES + CRC_BYTES);

 private:
  bool takeCommand(const uint8_t* payload, uint8_t length, uint32_t nowMs, const Reading& reading);
  void takeSetup(const uint8_t* payload, uint8_t length, const Reading& reading);
  uint8_t judgeSetup(const uint8_t* payload, uint8_t length, const Reading& reading) const;

  Table& table_;
  BoardPolicy& policy_;
  Stores& stores_;
  uint8_t sequence_ = 0;
  uint8_t damaged_ = 0;
  bool answerIsDue_ = false;
  uint8_t answered_ = 0;
  uint8_t status_ = 0;
  bool storing_ = false;
  bool hang_ = false;
};
