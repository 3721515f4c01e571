#pragma once

#include "clamp-latch.h"
#include "e-stop-latch.h"
#include "last-gate.h"
#include "own-return.h"
#include "return-press.h"

/// What stands in EEPROM through any reset.
struct Kept {
  bool eStop;
  bool sessionOpen;
  bool clampsOpen;
  /// Somebody is on the table of this session.
  bool person;
};

/// The board's part of safety: the lease, the E-STOP before everything, and the way up without a host. What a host
/// writes passes only through here; sim/board-firmware.ts is the same policy on the simulated table.
class BoardPolicy {
 public:
  explicit BoardPolicy(Table& table) : table_(table), return_(table), clamps_(table), gate_(table) {}

  /// After a reset. `resetCause` is one of the first four of BOARD_FAULT.
  void start(uint32_t nowMs, const Reading& reading, const Kept& kept, uint16_t resetCause);

  /// A command frame whose CRC and ranges are right. False where it is not obeyed: of another session, not newer, or
  /// asking for what a new session may not.
  bool receive(const Command& command, uint32_t nowMs, const Reading& reading);
  /// At an edge of an input: E-STOP and RETURN do not wait for the cycle.
  void look(uint32_t nowMs, const Reading& reading, bool eStopTripped);
  /// Every 10 ms, after `look`.
  void cycle(uint32_t nowMs, const Reading& reading);

  const Outputs& outputs() const { return gate_.outputs(); }
  BoardMode mode() const { return mode_; }
  uint16_t sessionId() const { return sessionId_; }
  uint16_t echo() const { return sequence_; }
  uint16_t faults() const;
  Kept kept() const { return {eStop_.isLatched(), sessionOpen_, clamps_.isLatched(), person_}; }
  /// Level of alarm that the board has to show by itself; none while a host has the lease.
  uint8_t alarm() const;
  /// Nothing is open and nothing moves: setup is heeded.
  bool isDisarmed() const;

 private:
  bool mayOpen(const Command& command, const Reading& reading) const;
  bool standsUpright(const Reading& reading) const;
  void endLease(uint16_t fault, const Reading& reading);
  void passOn(uint32_t nowMs, const Reading& reading);
  bool mayGoDown(uint32_t nowMs, const Reading& reading) const;
  bool forbidsDown(uint32_t nowMs, const Reading& reading) const;
  bool isDisobeyed(uint32_t nowMs, const Reading& reading);
  bool mayStand(uint32_t nowMs, const Reading& reading) const;
  void comeUp(uint32_t nowMs, const Reading& reading);
  Permit permitOf(uint32_t nowMs, const Reading& reading);

  Table& table_;
  OwnReturn return_;
  EStopLatch eStop_;
  ClampLatch clamps_;
  ReturnPress press_;
  LastGate gate_;
  BoardMode mode_ = BoardMode::IDLE;
  /// Kept through a reset, like both latches.
  bool sessionOpen_ = false;
  bool person_ = false;
  uint16_t resetCause_ = 0;
  uint16_t faults_ = 0;
  uint16_t sessionId_ = 0;
  uint16_t sequence_ = 0;
  Outputs host_ = {0, false, false};
  uint8_t hostAlarm_ = ALARM_NONE;
  uint16_t leaseMs_ = 0;
  uint32_t leasedAtMs_ = 0;
  bool obstructionKnown_ = false;
  uint32_t obstructedAtMs_ = 0;
  /// A return gave up: only a hand on UP moves the table until it is upright.
  bool handOnly_ = false;
  bool isUpright_ = true;
};
