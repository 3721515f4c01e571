#include "rig.h"

#include <math.h>
#include <string.h>

#include "../upright/frame-pack.h"
#include "checks.h"

TestMemory::TestMemory() { memset(bytes, 0xff, sizeof bytes); }

void TestMemory::write(uint16_t address, uint8_t byte) {
  if (writesLeft-- > 0) bytes[address] = byte;
}

Rig::Rig(bool calibrated, uint32_t startMs) : nowMs(startMs) {
  if (calibrated) {
    Stores stores(memory);
    stores.writeCalibration(plantCalibration());
    while (!stores.isIdle()) stores.serve();
  }
  reset(BOARD_FAULT_POWER_ON);
}

void Rig::reset(uint16_t cause) {
  board.reset(new Board(memory));
  board->stores.begin();
  Calibration calibration;
  if (board->stores.readCalibration(calibration)) board->table.take(calibration);
  else board->table.forget();
  inputsSeen_ = plant.reading().inputs;
  board->policy.start(nowMs, plant.reading(), board->stores.kept(), cause);
}

void Rig::run(uint32_t ms) {
  for (uint32_t end = nowMs + ms; nowMs != end; ++nowMs) {
    if (hostLives && nowMs % 10 == 5) send(hostDuty, hostFlags);
    plant.step(outputs());
    maxRateDegPerSec = fmaxf(maxRateDegPerSec, fabsf(plant.rateDegPerSec));
    if (plant.tiltDeg > 0) maxHeadUpRateDegPerSec = fmaxf(maxHeadUpRateDegPerSec, plant.rateDegPerSec);
    maxDuty = fmaxf(maxDuty, outputs().duty);
    minTiltDeg = fminf(minTiltDeg, plant.tiltDeg);
    const Reading reading = plant.reading();
    const bool isCycle = nowMs % 10 == 0;
    if (isCycle || reading.inputs != inputsSeen_) policy().look(nowMs, reading, false);
    inputsSeen_ = reading.inputs;
    if (isCycle) policy().cycle(nowMs, reading);
    board->stores.keep(policy().kept());
    if (nowMs % 4 == 0) board->stores.serve();
  }
}

uint32_t Rig::runUntil(BoardMode mode, uint32_t mostMs) {
  const uint32_t startMs = nowMs;
  while (board->policy.mode() != mode && nowMs - startMs < mostMs) run(1);
  return nowMs - startMs;
}

bool Rig::send(float duty, uint8_t flags) {
  ++sequence;
  return sendFrame({sessionId, sequence, static_cast<int16_t>(lroundf(duty * FULL_DUTY)), leaseMs, flags});
}

bool Rig::sendFrame(const Command& command, int flipBit) {
  uint8_t payload[COMMAND_BYTES + CRC_BYTES];
  uint8_t packed[packedSize(COMMAND_BYTES + CRC_BYTES)];
  writeCommand(payload, command);
  const uint8_t length = packFrame(SYSEX_COMMAND, payload, COMMAND_BYTES, packed);
  if (flipBit >= 0) packed[flipBit / 7] ^= static_cast<uint8_t>(1 << flipBit % 7);
  return board->link.take(SYSEX_COMMAND, packed, length, nowMs, plant.reading());
}

void Rig::lease() {
  hostLives = true;
  hostDuty = 0;
  hostFlags = COMMAND_FLAG_PERSON;
  run(20);
  CHECK(mode() == BoardMode::LEASED);
}

void Rig::hold(float tiltDeg) {
  lease();
  plant.tiltDeg = tiltDeg;
  minTiltDeg = tiltDeg;
  hostFlags = HOLDING;
  run(300);
  CHECK(mode() == BoardMode::LEASED);
}

int Rig::setup(uint8_t what, const Calibration* calibration) {
  uint8_t payload[1 + CALIBRATION_BYTES + CRC_BYTES] = {what};
  uint8_t packed[LeaseLink::MOST_PACKED];
  if (calibration != nullptr) writeCalibration(payload + 1, *calibration);
  const uint8_t bytes = calibration != nullptr ? 1 + CALIBRATION_BYTES : 1;
  const uint8_t length = packFrame(SYSEX_SETUP, payload, bytes, packed);
  board->link.take(SYSEX_SETUP, packed, length, nowMs, plant.reading());
  for (int ms = 0; ms < 1000; ++ms) {
    run(1);
    uint8_t answer[LeaseLink::MOST_PACKED];
    const uint8_t answered = board->link.setupAnswer(answer);
    if (answered == 0) continue;
    const uint8_t size = unpackInPlace(answer, answered);
    CHECK(crcIsRight(SYSEX_SETUP, answer, size));
    CHECK(answer[0] == what);
    return answer[1];
  }
  return -1;
}

Telemetry Rig::telemetry() {
  Telemetry values = {};
  uint8_t packed[LeaseLink::MOST_PACKED];
  board->link.telemetry(values, packed);
  return values;
}
