#pragma once

#include <memory>

#include "../upright/lease-link.h"
#include "plant.h"

/// EEPROM that can lose its supply in the middle of a record.
struct TestMemory final : Memory {
  uint8_t bytes[1024];
  /// Writes that still reach it.
  int writesLeft = 1 << 30;

  TestMemory();
  uint8_t read(uint16_t address) const override { return bytes[address]; }
  bool isReady() const override { return true; }
  void write(uint16_t address, uint8_t byte) override;
};

/// What a reset leaves nothing of.
struct Board {
  Stores stores;
  Table table;
  BoardPolicy policy;
  LeaseLink link;

  explicit Board(Memory& memory) : stores(memory), policy(table), link(table, policy, stores) {}
};

/// The firmware's policy, link and stores on a plant, as the sketch puts them together: a millisecond at a time.
struct Rig {
  Plant plant;
  TestMemory memory;
  std::unique_ptr<Board> board;
  uint32_t nowMs;
  /// Sends a frame every 10 ms.
  bool hostLives = false;
  uint16_t sessionId = 7;
  uint16_t sequence = 0;
  float hostDuty = 0;
  uint16_t leaseMs = 250;
  uint8_t hostFlags = COMMAND_FLAG_PERSON;
  float maxRateDegPerSec = 0;
  float maxHeadUpRateDegPerSec = 0;
  float maxDuty = 0;
  float minTiltDeg = 90;

  explicit Rig(bool calibrated = true, uint32_t startMs = 1000);

  BoardPolicy& policy() { return board->policy; }
  BoardMode mode() { return board->policy.mode(); }
  const Outputs& outputs() { return board->policy.outputs(); }

  void run(uint32_t ms);
  /// Runs until the mode is reached; how long it took, or `mostMs` where it was not.
  uint32_t runUntil(BoardMode mode, uint32_t mostMs);
  void reset(uint16_t cause = BOARD_FAULT_RESET_BY_PIN);
  /// A frame as it is on the wire. True where the board took it.
  bool send(float duty, uint8_t flags);
  bool sendFrame(const Command& command, int flipBit = -1);
  /// Opens a session and lets the host hold the table at a tilt, in an open session with somebody on it.
  void lease();
  void hold(float tiltDeg);
  /// The board's answer to a setup frame: its status, or -1 where it gave none.
  int setup(uint8_t what, const Calibration* calibration = nullptr);
  Telemetry telemetry();

 private:
  uint16_t inputsSeen_ = 0;
};

static constexpr uint8_t MOVING =
    COMMAND_FLAG_PERSON | COMMAND_FLAG_MAY_INVERT | COMMAND_FLAG_DRIVE_ENABLED | COMMAND_FLAG_BRAKE_RELEASED;
static constexpr uint8_t HOLDING = COMMAND_FLAG_PERSON | COMMAND_FLAG_MAY_INVERT;
