/** A line of the firmware without which something is not safe, and whose proofs must then fail. */
export interface FirmwareMutant {
  readonly name: string;
  /** In boards/arduino/upright. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** Titles of proofs, as they begin. */
  readonly fails: readonly string[];
}

export const FIRMWARE_MUTANTS: readonly FirmwareMutant[] = [
  {
    name: 'a start does not look whether a session stands open',
    file: 'board-policy.cpp',
    from: 'if (sessionOpen_) endLease(0, reading);',
    to: '',
    fails: ['a reset at the pin in mid-session', 'a brown-out in mid-session', 'a trip of the watchdog in mid-session'],
  },
  {
    name: 'E-STOP is forgotten through a reset',
    file: 'board-policy.cpp',
    from: 'eStop_.restore(kept.eStop);',
    to: 'eStop_.restore(false);',
    fails: ['a trip of the watchdog after E-STOP was released'],
  },
  {
    name: 'E-STOP does not latch',
    file: 'e-stop-latch.cpp',
    from: '    latched_ = true;',
    to: '',
    fails: ['a reset at the pin with E-STOP in', 'a brown-out with E-STOP in', 'E-STOP released on the way up'],
  },
  {
    name: 'open clamps forbid nothing',
    file: 'clamp-latch.cpp',
    from: 'return latched_ || (person_ && open_ && table_.isHeadDown(reading));',
    to: '(void)reading; return false;',
    fails: [
      'a reset at the pin with the clamps',
      'a brown-out with the clamps',
      'a trip of the watchdog with the clamps',
      'the clamps open on the way down',
    ],
  },
  {
    name: 'a lease never runs out',
    file: 'board-policy.cpp',
    from: 'if (sinceMs(nowMs, leasedAtMs_) >= leaseMs_)',
    to: 'if (leaseMs_ == 0)',
    fails: [
      'the host dies on the way down',
      'a host that stalls',
      'the cable is pulled',
      'one bit flipped',
      'a frame repeated',
    ],
  },
  {
    name: 'the sequence is not looked at',
    file: 'board-policy.cpp',
    from: 'if (static_cast<int16_t>(command.sequence - sequence_) <= 0) return false;',
    to: '',
    fails: ['a frame repeated for ever', 'frames of the way down'],
  },
  {
    name: 'the CRC is not looked at',
    file: 'lease-link.cpp',
    from: 'bytes > 0 && crcIsRight(sysex, packed, bytes)',
    to: 'bytes > 0',
    fails: ['one bit flipped'],
  },
  {
    name: 'a session that has ended is heard again',
    file: 'board-policy.cpp',
    from: 'if (mode_ != BoardMode::LEASED) return false;',
    to: 'mode_ = BoardMode::LEASED;',
    fails: ['a host that stalls', 'commands held up past the lease'],
  },
  {
    name: 'a press of RETURN is not seen',
    file: 'return-press.cpp',
    from: 'return pressed;',
    to: 'return pressed && false;',
    fails: ['one contact of RETURN stuck made', 'one contact of RETURN stuck closed'],
  },
  {
    name: 'one open channel of E-STOP is no doubt',
    file: 'e-stop-latch.cpp',
    from: 'return differ_ && sinceMs(nowMs, differSinceMs_) > CHANNELS_DIFFER_MS;',
    to: '(void)nowMs; return false;',
    fails: ['one E-STOP channel open'],
  },
  {
    name: 'the upright limit is believed whatever the angle says',
    file: 'table.cpp',
    from: 'if (!hasAngle(reading)) return atUprightLimit(reading);',
    to: 'if (true) return isSet(reading.inputs, INPUT_BIT_UPRIGHT_LIMIT);',
    fails: ['an upright limit that is closed everywhere'],
  },
  {
    name: 'an angle beyond upright is believed with the limit open',
    file: 'table.cpp',
    from: 'return isInBand(reading) && (closed || !readsBeyondUpright(reading));',
    to: '(void)closed; return isInBand(reading);',
    fails: ['an angle that has slipped beyond upright'],
  },
  {
    name: 'after giving up nobody waits for a hand',
    file: 'board-policy.cpp',
    from: 'if (return_.phase() == ReturnPhase::GIVEN_UP) handOnly_ = true;',
    to: 'if (return_.phase() == ReturnPhase::GIVEN_UP) return_.tryByHand();',
    fails: ['an obstruction on the way up'],
  },
  {
    name: 'the second copy of the calibration is not read',
    file: 'stores.cpp',
    from: 'for (uint8_t copy = 0; copy < COPIES; ++copy) {',
    to: 'for (uint8_t copy = 0; copy < 1; ++copy) {',
    fails: ['with one copy of the calibration damaged'],
  },
  {
    name: 'a blind return has no time bound',
    file: 'own-return.cpp',
    from: 'blindMs_ > blindBoundMs_',
    to: 'blindMs_ > 4000000000',
    fails: ['without a motor'],
  },
  {
    name: 'a board that nobody has leased does not hear RETURN',
    file: 'board-policy.cpp',
    from: 'if (press_.isOpen() && table_.isCalibrated() && !isUpright_) endLease(0, reading);',
    to: '',
    fails: ['found inverted without a session'],
  },
];
