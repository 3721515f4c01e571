#include "frame-pack.h"

#include "little-endian.h"

static uint16_t crcStep(uint16_t crc, uint8_t byte) {
  crc = static_cast<uint16_t>(crc ^ (static_cast<uint16_t>(byte) << 8));
  for (uint8_t bit = 0; bit < 8; ++bit) {
    const uint16_t shifted = static_cast<uint16_t>(crc << 1);
    crc = (crc & 0x8000) != 0 ? static_cast<uint16_t>(shifted ^ 0x1021) : shifted;
  }
  return crc;
}

static uint16_t crcOver(uint16_t crc, const uint8_t* bytes, uint8_t length) {
  for (uint8_t at = 0; at < length; ++at) crc = crcStep(crc, bytes[at]);
  return crc;
}

uint16_t crcOfFrame(uint8_t sysex, const uint8_t* bytes, uint8_t length) {
  return crcOver(crcStep(0xffff, sysex), bytes, length);
}

uint16_t crc16(const uint8_t* bytes, uint8_t length) { return crcOver(0xffff, bytes, length); }

uint8_t packFrame(uint8_t sysex, uint8_t* payload, uint8_t length, uint8_t* packed) {
  put(payload + length, crcOfFrame(sysex, payload, length));
  const uint8_t whole = static_cast<uint8_t>(length + CRC_BYTES);
  uint16_t held = 0;
  uint8_t bits = 0;
  uint8_t out = 0;
  for (uint8_t at = 0; at < whole; ++at) {
    held = static_cast<uint16_t>(held | (static_cast<uint16_t>(payload[at]) << bits));
    bits = static_cast<uint8_t>(bits + 8);
    while (bits >= 7) {
      packed[out++] = held & 0x7f;
      held = static_cast<uint16_t>(held >> 7);
      bits = static_cast<uint8_t>(bits - 7);
    }
  }
  if (bits > 0) packed[out++] = held & 0x7f;
  return out;
}

uint8_t unpackInPlace(uint8_t* packed, uint8_t packedLength) {
  uint16_t held = 0;
  uint8_t bits = 0;
  uint8_t out = 0;
  for (uint8_t at = 0; at < packedLength; ++at) {
    held = static_cast<uint16_t>(held | (static_cast<uint16_t>(packed[at] & 0x7f) << bits));
    bits = static_cast<uint8_t>(bits + 7);
    if (bits < 8) continue;
    packed[out++] = static_cast<uint8_t>(held);
    held = static_cast<uint16_t>(held >> 8);
    bits = static_cast<uint8_t>(bits - 8);
  }
  return out > CRC_BYTES ? static_cast<uint8_t>(out - CRC_BYTES) : 0;
}

bool crcIsRight(uint8_t sysex, const uint8_t* payload, uint8_t length) {
  uint16_t sent;
  get(payload + length, sent);
  return sent == crcOfFrame(sysex, payload, length);
}
