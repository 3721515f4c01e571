#pragma once

#include "board-policy.h"

// What outlives a reset, in EEPROM. Nothing here waits: a byte takes 3.4 ms to write, and each call of `serve` starts
// one at the most.
//
// The board's calibration stands there twice, each with its CRC: losing it in a session would leave the rider a way up
// without an angle. The state (boot id, E-STOP, session, clamps, person) goes round 64 slots, so that 100,000 writes
// to a byte last for 6 million changes; the newest slot whose CRC is right counts, and a write that a reset has torn
// leaves the one before it.

/// EEPROM, or what stands for it in a test.
class Memory {
 public:
  virtual uint8_t read(uint16_t address) const = 0;
  virtual bool isReady() const = 0;
  virtual void write(uint16_t address, uint8_t byte) = 0;

 protected:
  ~Memory() = default;
};

class Stores {
 public:
  explicit Stores(Memory& memory) : memory_(memory) {}

  /// Reads everything; counts the start.
  void begin();
  uint16_t bootId() const { return bootId_; }
  const Kept& kept() const { return kept_; }
  /// False where neither copy is sound.
  bool readCalibration(Calibration& calibration) const;

  /// Shall be stored; that it differs from what is there is found out here.
  void keep(const Kept& kept);
  void writeCalibration(const Calibration& calibration);
  void serve();
  /// Everything has been written.
  bool isIdle() const {
    return !stateIsDue_ && stateAt_ == STATE_BYTES && calibrationAt_ == CALIBRATION_WRITTEN && memory_.isReady();
  }

 private:
  static constexpr uint8_t COPIES = 2;
  static constexpr uint8_t CALIBRATION_RECORD = CALIBRATION_BYTES + 2;
  static constexpr uint8_t CALIBRATION_WRITTEN = COPIES * CALIBRATION_RECORD;
  static constexpr uint8_t STATE_BYTES = 7;

  bool readSlot(uint8_t slot, uint8_t* record) const;
  void beginSlot();
  void put(uint16_t address, uint8_t byte);

  Memory& memory_;
  uint16_t bootId_ = 0;
  Kept kept_ = {false, false, false, false};
  uint16_t sequence_ = 0;
  uint8_t slot_ = 0;
  bool stateIsDue_ = false;
  uint8_t state_[STATE_BYTES] = {};
  uint8_t stateAt_ = STATE_BYTES;
  uint8_t calibration_[CALIBRATION_RECORD] = {};
  uint8_t calibrationAt_ = CALIBRATION_WRITTEN;
};
