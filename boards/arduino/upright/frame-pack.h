#pragma once

#include <stdint.h>

// A payload travels as sevens: its bits as one string, each byte's lowest first, cut into pieces of seven.

static constexpr uint8_t CRC_BYTES = 2;

constexpr uint8_t packedSize(uint8_t bytes) { return static_cast<uint8_t>((bytes * 8 + 6) / 7); }

/// CRC-16/CCITT-FALSE of the sysex number and `length` bytes after it.
uint16_t crcOfFrame(uint8_t sysex, const uint8_t* bytes, uint8_t length);

/// Likewise of bytes alone, as the stores use it.
uint16_t crc16(const uint8_t* bytes, uint8_t length);

/// Appends the CRC to `length` bytes of a payload, which has room for it, and packs all. Returns the packed length.
uint8_t packFrame(uint8_t sysex, uint8_t* payload, uint8_t length, uint8_t* packed);

/// Unpacks `packedLength` sevens in place. Returns the payload's length, its CRC left out and not looked at.
uint8_t unpackInPlace(uint8_t* packed, uint8_t packedLength);

/// Whether the two bytes behind the payload are its CRC.
bool crcIsRight(uint8_t sysex, const uint8_t* payload, uint8_t length);
