#pragma once

#include <stdint.h>

// The wire's numbers, lowest byte first whatever the compiler's own order is. Each returns where the next one stands.

inline const uint8_t* get(const uint8_t* bytes, uint8_t& value) {
  value = bytes[0];
  return bytes + 1;
}

inline const uint8_t* get(const uint8_t* bytes, uint16_t& value) {
  value = static_cast<uint16_t>(bytes[0] | (static_cast<uint16_t>(bytes[1]) << 8));
  return bytes + 2;
}

inline const uint8_t* get(const uint8_t* bytes, int16_t& value) {
  uint16_t raw;
  const uint8_t* next = get(bytes, raw);
  value = static_cast<int16_t>(raw);
  return next;
}

inline const uint8_t* get(const uint8_t* bytes, uint32_t& value) {
  uint16_t low;
  uint16_t high;
  const uint8_t* next = get(get(bytes, low), high);
  value = static_cast<uint32_t>(high) << 16 | low;
  return next;
}

inline uint8_t* put(uint8_t* bytes, uint8_t value) {
  bytes[0] = value;
  return bytes + 1;
}

inline uint8_t* put(uint8_t* bytes, uint16_t value) {
  return put(put(bytes, static_cast<uint8_t>(value)), static_cast<uint8_t>(value >> 8));
}

inline uint8_t* put(uint8_t* bytes, int16_t value) { return put(bytes, static_cast<uint16_t>(value)); }

inline uint8_t* put(uint8_t* bytes, uint32_t value) {
  return put(put(bytes, static_cast<uint16_t>(value)), static_cast<uint16_t>(value >> 16));
}
