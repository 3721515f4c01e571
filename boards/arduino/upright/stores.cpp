#include "stores.h"

#include "frame-pack.h"

static constexpr uint8_t SLOTS = 64;
static constexpr uint8_t COPY_STRIDE = 0x40;
static constexpr uint16_t SLOTS_AT = 0x80;
static constexpr uint8_t CRC_AT = 5;

static constexpr uint8_t KEPT_E_STOP = 1 << 0;
static constexpr uint8_t KEPT_SESSION_OPEN = 1 << 1;
static constexpr uint8_t KEPT_CLAMPS_OPEN = 1 << 2;
static constexpr uint8_t KEPT_PERSON = 1 << 3;

static uint8_t bitsOf(const Kept& kept) {
  return static_cast<uint8_t>((kept.eStop ? KEPT_E_STOP : 0) | (kept.sessionOpen ? KEPT_SESSION_OPEN : 0) |
                              (kept.clampsOpen ? KEPT_CLAMPS_OPEN : 0) | (kept.person ? KEPT_PERSON : 0));
}

static Kept keptOf(uint8_t bits) {
  return {(bits & KEPT_E_STOP) != 0, (bits & KEPT_SESSION_OPEN) != 0, (bits & KEPT_CLAMPS_OPEN) != 0,
          (bits & KEPT_PERSON) != 0};
}

bool Stores::readSlot(uint8_t slot, uint8_t* record) const {
  for (uint8_t at = 0; at < STATE_BYTES; ++at) {
    record[at] = memory_.read(static_cast<uint16_t>(SLOTS_AT + slot * STATE_BYTES + at));
  }
  uint16_t crc;
  get(record + CRC_AT, crc);
  return crc == crc16(record, CRC_AT);
}

void Stores::begin() {
  bool found = false;
  for (uint8_t slot = 0; slot < SLOTS; ++slot) {
    uint8_t record[STATE_BYTES];
    if (!readSlot(slot, record)) continue;
    uint16_t sequence;
    get(record, sequence);
    if (found && static_cast<int16_t>(sequence - sequence_) <= 0) continue;
    found = true;
    sequence_ = sequence;
    slot_ = slot;
    get(record + 2, bootId_);
    kept_ = keptOf(record[4]);
  }
  ++bootId_;
  stateIsDue_ = true;
}

bool Stores::readCalibration(Calibration& calibration) const {
  for (uint8_t copy = 0; copy < COPIES; ++copy) {
    uint8_t record[CALIBRATION_RECORD];
    for (uint8_t at = 0; at < CALIBRATION_RECORD; ++at) {
      record[at] = memory_.read(static_cast<uint16_t>(copy * COPY_STRIDE + at));
    }
    uint16_t crc;
    get(record + CALIBRATION_BYTES, crc);
    if (crc != crc16(record, CALIBRATION_BYTES)) continue;
    ::readCalibration(record, calibration);
    if (isPlausible(calibration)) return true;
  }
  return false;
}

void Stores::keep(const Kept& kept) {
  if (bitsOf(kept) == bitsOf(kept_)) return;
  kept_ = kept;
  stateIsDue_ = true;
}

void Stores::writeCalibration(const Calibration& calibration) {
  ::writeCalibration(calibration_, calibration);
  ::put(calibration_ + CALIBRATION_BYTES, crc16(calibration_, CALIBRATION_BYTES));
  calibrationAt_ = 0;
}

/// The state goes first, and a change of it waits only for the slot that is being written.
void Stores::serve() {
  if (!memory_.isReady()) return;
  if (stateAt_ == STATE_BYTES && stateIsDue_) beginSlot();
  if (stateAt_ < STATE_BYTES) {
    put(static_cast<uint16_t>(SLOTS_AT + slot_ * STATE_BYTES + stateAt_), state_[stateAt_]);
    ++stateAt_;
  } else if (calibrationAt_ < CALIBRATION_WRITTEN) {
    const bool second = calibrationAt_ >= CALIBRATION_RECORD;
    const uint8_t at = second ? static_cast<uint8_t>(calibrationAt_ - CALIBRATION_RECORD) : calibrationAt_;
    put(static_cast<uint16_t>((second ? COPY_STRIDE : 0) + at), calibration_[at]);
    ++calibrationAt_;
  }
}

void Stores::beginSlot() {
  stateIsDue_ = false;
  ++sequence_;
  slot_ = static_cast<uint8_t>((slot_ + 1) % SLOTS);
  uint8_t* next = ::put(::put(state_, sequence_), bootId_);
  next = ::put(next, bitsOf(kept_));
  ::put(next, crc16(state_, CRC_AT));
  stateAt_ = 0;
}

void Stores::put(uint16_t address, uint8_t byte) {
  if (memory_.read(address) != byte) memory_.write(address, byte);
}
