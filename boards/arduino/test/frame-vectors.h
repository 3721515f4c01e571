// Made from src/domain/lease-frames.ts by scripts/generated-pages.mjs; not to be edited.
#pragma once

#include "../upright/lease-frames.h"

static constexpr Command COMMAND_VECTOR = {48879, 4660, -4321, 250, 37};
static constexpr uint8_t PACKED_COMMAND[] = {111, 125, 82, 17, 113, 99, 59, 125, 0, 74, 60, 100, 1};
static constexpr Telemetry TELEMETRY_VECTOR = {129, 3735928559, 258, 48879, 4660, 4096, -16384, 12345, 255, 77, 5012, 4299, 41, 6664, -10000, 3};
static constexpr uint8_t PACKED_TELEMETRY[] = {1, 95, 123, 109, 106, 91, 64, 0, 111, 125, 82, 17, 1, 0, 4, 0, 64, 115, 64, 121, 95, 9, 0, 74, 19, 22, 67, 72, 2, 65, 6, 120, 88, 7, 100, 62, 4};
