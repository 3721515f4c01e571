#include <string.h>

#include "checks.h"
#include "frame-vectors.h"
#include "rig.h"
#include "../upright/firmata-parser.h"
#include "../upright/frame-pack.h"

TEST("[H-33] a reset in a session brings the rider up by itself, and counts the start") {
  Rig rig;
  rig.hold(-60);
  const uint16_t bootId = rig.telemetry().bootId;
  rig.hostLives = false;
  rig.reset(BOARD_FAULT_RESET_BY_WATCHDOG);
  CHECK(rig.policy().faults() & BOARD_FAULT_RESET_BY_WATCHDOG);
  rig.runUntil(BoardMode::RETURNED, 60000);
  CHECK_NEAR(rig.plant.tiltDeg, 75, 1);
  CHECK(rig.telemetry().bootId == bootId + 1);
}

TEST("[H-33] after a reset the host's running session moves nothing") {
  Rig rig;
  rig.hold(-30);
  rig.hostFlags = MOVING;
  rig.hostDuty = -0.2f;
  rig.run(500);
  const float atDeg = rig.plant.tiltDeg;
  rig.reset();
  rig.run(3000);
  CHECK(rig.mode() == BoardMode::RETURNING);
  CHECK_MORE(rig.plant.tiltDeg, atDeg + 1);
}

TEST("[H-51] started inverted without a session it waits for RETURN, and then comes up") {
  Rig rig;
  rig.plant.tiltDeg = -60;
  rig.reset(BOARD_FAULT_POWER_ON);
  rig.run(10000);
  CHECK(rig.mode() == BoardMode::IDLE);
  CHECK(rig.policy().alarm() == ALARM_MEDIUM);
  CHECK_NEAR(rig.plant.tiltDeg, -60, 0);
  rig.plant.pressReturn();
  rig.runUntil(BoardMode::RETURNED, 60000);
  CHECK_NEAR(rig.plant.tiltDeg, 75, 1);
}

TEST("[H-24] a write of the state that a brown-out tears at any byte leaves the state before it") {
  for (int writes = 0; writes <= 7; ++writes) {
    Rig rig;
    rig.hold(-60);
    rig.run(200);
    rig.memory.writesLeft = writes;
    rig.plant.clear(INPUT_BITS_E_STOP_CLOSED);
    rig.run(100);
    rig.memory.writesLeft = 1 << 30;
    rig.reset(BOARD_FAULT_RESET_BY_BROWN_OUT);
    CHECK(rig.policy().kept().sessionOpen);
    CHECK(rig.policy().kept().person);
  }
}

TEST("[H-24] the state survives a thousand starts, and the boot id counts them") {
  TestMemory memory;
  for (uint16_t start = 1; start <= 1000; ++start) {
    Stores stores(memory);
    stores.begin();
    CHECK(stores.bootId() == start);
    CHECK(stores.kept().sessionOpen == (start > 1));
    stores.keep({false, true, false, true});
    while (!stores.isIdle()) stores.serve();
  }
}

TEST("[H-39] with one copy of the calibration damaged the other is used; with both, no person is taken") {
  Rig rig;
  rig.memory.bytes[5] ^= 1;
  rig.reset();
  CHECK(rig.board->table.isCalibrated());
  rig.memory.bytes[0x45] ^= 1;
  rig.reset();
  CHECK(!rig.board->table.isCalibrated());
  CHECK(rig.policy().faults() & BOARD_FAULT_UNCALIBRATED);
  CHECK(!rig.send(0, COMMAND_FLAG_PERSON));
  CHECK(rig.mode() == BoardMode::IDLE);
  CHECK(rig.send(0, 0));
  CHECK(rig.mode() == BoardMode::LEASED);
}

TEST("[H-39] a calibration that is lost in a session still leaves the rider a way up") {
  Rig rig;
  rig.hold(-60);
  rig.hostLives = false;
  rig.memory.bytes[5] ^= 1;
  rig.memory.bytes[0x45] ^= 1;
  rig.reset();
  rig.runUntil(BoardMode::RETURNED, 217000);
  CHECK_MORE(rig.plant.tiltDeg, 73);
}

TEST("[H-39] an uncalibrated board whose lease ran out without a person stands still") {
  Rig rig(false);
  rig.plant.tiltDeg = 0;
  rig.hostFlags = 0;
  rig.hostLives = true;
  rig.run(200);
  CHECK(rig.mode() == BoardMode::LEASED);
  rig.hostLives = false;
  rig.run(5000);
  CHECK(!rig.outputs().brakeReleased);
  CHECK_NEAR(rig.plant.tiltDeg, 0, 0);
}

TEST("[H-39] a calibration is taken upright and disarmed, in range and whole, and stands after a reset") {
  Rig rig;
  Calibration wanted = plantCalibration();
  wanted.blindMaxDuty = 3000;
  rig.hold(-20);
  CHECK(rig.setup(SETUP_WRITE_CALIBRATION, &wanted) == SETUP_STATUS_ARMED);
  rig.hostFlags = COMMAND_FLAG_PERSON;
  rig.run(20);
  CHECK(rig.setup(SETUP_WRITE_CALIBRATION, &wanted) == SETUP_STATUS_NOT_UPRIGHT);
  rig.plant.tiltDeg = 75;
  rig.run(20);
  Calibration absurd = wanted;
  absurd.degPerStepE5 = 0;
  CHECK(rig.setup(SETUP_WRITE_CALIBRATION, &absurd) == SETUP_STATUS_OUT_OF_RANGE);
  CHECK(rig.setup(SETUP_WRITE_CALIBRATION) == SETUP_STATUS_DAMAGED);
  CHECK(rig.setup(9) == SETUP_STATUS_UNKNOWN);
  CHECK(rig.setup(SETUP_WRITE_CALIBRATION, &wanted) == SETUP_STATUS_OK);
  CHECK(rig.setup(SETUP_READ_CALIBRATION) == SETUP_STATUS_OK);
  rig.reset();
  CHECK(rig.board->table.calibration().blindMaxDuty == 3000);
}

TEST("[H-45] the watchdog is tested upright and disarmed only") {
  Rig rig;
  rig.hold(-20);
  CHECK(rig.setup(SETUP_TEST_WATCHDOG) == SETUP_STATUS_ARMED);
  CHECK(!rig.board->link.shallHang());
  rig.plant.tiltDeg = 75;
  rig.hostFlags = COMMAND_FLAG_PERSON;
  rig.run(20);
  CHECK(rig.setup(SETUP_TEST_WATCHDOG) == SETUP_STATUS_OK);
  CHECK(rig.board->link.shallHang());
}

TEST("both sides pack the same frames into the same bytes") {
  uint8_t payload[TELEMETRY_BYTES + CRC_BYTES];
  uint8_t packed[LeaseLink::MOST_PACKED];
  writeCommand(payload, COMMAND_VECTOR);
  CHECK(packFrame(SYSEX_COMMAND, payload, COMMAND_BYTES, packed) == sizeof PACKED_COMMAND);
  CHECK(memcmp(packed, PACKED_COMMAND, sizeof PACKED_COMMAND) == 0);
  writeTelemetry(payload, TELEMETRY_VECTOR);
  CHECK(packFrame(SYSEX_TELEMETRY, payload, TELEMETRY_BYTES, packed) == sizeof PACKED_TELEMETRY);
  CHECK(memcmp(packed, PACKED_TELEMETRY, sizeof PACKED_TELEMETRY) == 0);
  CHECK(unpackInPlace(packed, sizeof PACKED_TELEMETRY) == TELEMETRY_BYTES);
  CHECK(crcIsRight(SYSEX_TELEMETRY, packed, TELEMETRY_BYTES));
  CHECK(memcmp(packed, payload, TELEMETRY_BYTES) == 0);
}

static int messagesIn(FirmataParser& parser, const uint8_t* bytes, int length) {
  int messages = 0;
  FirmataMessage message;
  for (int at = 0; at < length; ++at) messages += parser.take(bytes[at], message) ? 1 : 0;
  return messages;
}

TEST("[H-32] a stray F0, an endless sysex and half a message swallow no frame that an F7 goes before") {
  static const uint8_t frame[] = {0xf7, 0xf0, 0x01, 0x11, 0x22, 0xf7};
  FirmataParser parser;
  static const uint8_t stray[] = {0xf0};
  messagesIn(parser, stray, sizeof stray);
  CHECK(messagesIn(parser, frame, sizeof frame) == 1);
  CHECK(parser.sysexLength() == 3);
  uint8_t endless[300];
  memset(endless, 0x33, sizeof endless);
  endless[0] = 0xf0;
  CHECK(messagesIn(parser, endless, sizeof endless) == 0);
  CHECK(messagesIn(parser, frame, sizeof frame) == 1);
  static const uint8_t half[] = {0x91, 0x01};
  messagesIn(parser, half, sizeof half);
  CHECK(messagesIn(parser, frame, sizeof frame) == 1);
  CHECK(parser.sysex()[0] == 0x01 && parser.sysex()[1] == 0x11 && parser.sysex()[2] == 0x22);
}

TEST("[H-30] random bytes on the line neither move the table nor overrun a buffer") {
  Rig rig;
  rig.hold(-30);
  rig.hostLives = false;
  FirmataParser parser;
  FirmataMessage message;
  uint32_t random = 1;
  for (int byte = 0; byte < 200000; ++byte) {
    random = random * 1664525u + 1013904223u;
    const uint8_t kind = static_cast<uint8_t>(random >> 28);
    const uint8_t sent = kind == 0 ? 0xf0 : kind == 1 ? 0xf7 : static_cast<uint8_t>(random >> 20);
    if (!parser.take(sent, message) || message.command != FirmataParser::SYSEX_BEGIN) continue;
    const uint8_t length = static_cast<uint8_t>(parser.sysexLength() - 1);
    rig.board->link.take(byte % 2 == 0 ? SYSEX_COMMAND : SYSEX_SETUP, parser.sysex() + 1, length, rig.nowMs, rig.plant.reading());
    CHECK(!rig.outputs().brakeReleased);
  }
  CHECK(rig.board->table.calibration().horizontalSum == 4096);
}
