#pragma once

#include <stdint.h>

// The numbers of the Firmata protocol, version 2.5.

namespace firmata {

static constexpr uint8_t PROTOCOL_MAJOR = 2;
static constexpr uint8_t PROTOCOL_MINOR = 5;

static constexpr uint8_t DIGITAL_MESSAGE = 0x90;
static constexpr uint8_t REPORT_ANALOG = 0xc0;
static constexpr uint8_t REPORT_DIGITAL = 0xd0;
static constexpr uint8_t ANALOG_MESSAGE = 0xe0;
static constexpr uint8_t SET_PIN_MODE = 0xf4;
static constexpr uint8_t SET_DIGITAL_PIN = 0xf5;
static constexpr uint8_t REPORT_VERSION = 0xf9;
static constexpr uint8_t SYSTEM_RESET = 0xff;

// Numbers of sysexes.
static constexpr uint8_t ANALOG_MAPPING_QUERY = 0x69;
static constexpr uint8_t ANALOG_MAPPING_RESPONSE = 0x6a;
static constexpr uint8_t CAPABILITY_QUERY = 0x6b;
static constexpr uint8_t CAPABILITY_RESPONSE = 0x6c;
static constexpr uint8_t PIN_STATE_QUERY = 0x6d;
static constexpr uint8_t PIN_STATE_RESPONSE = 0x6e;
static constexpr uint8_t EXTENDED_ANALOG = 0x6f;
static constexpr uint8_t STRING = 0x71;
static constexpr uint8_t I2C_REQUEST = 0x76;
static constexpr uint8_t I2C_REPLY = 0x77;
static constexpr uint8_t I2C_CONFIG = 0x78;
static constexpr uint8_t REPORT_FIRMWARE = 0x79;
static constexpr uint8_t SAMPLING_INTERVAL = 0x7a;

// Modes of a pin.
static constexpr uint8_t MODE_INPUT = 0x00;
static constexpr uint8_t MODE_OUTPUT = 0x01;
static constexpr uint8_t MODE_ANALOG = 0x02;
static constexpr uint8_t MODE_PWM = 0x03;
static constexpr uint8_t MODE_I2C = 0x06;
static constexpr uint8_t MODE_PULL_UP = 0x0b;
/// A pin that Firmata cannot touch.
static constexpr uint8_t MODE_NONE = 0x7f;

}  // namespace firmata
