// Made from ../pins.json by scripts/generated-pages.mjs; not to be edited.
#pragma once

#include <Arduino.h>

static constexpr uint8_t PIN_E_STOP_A = 2;
static constexpr uint8_t PIN_E_STOP_B = 3;
static constexpr uint8_t PIN_RETURN_MADE = 4;
static constexpr uint8_t PIN_RETURN_BREAK = 5;
static constexpr uint8_t PIN_UPRIGHT_LIMIT = 6;
static constexpr uint8_t PIN_INVERTED_LIMIT = 7;
static constexpr uint8_t PIN_CLAMP_A = 8;
static constexpr uint8_t PIN_DRIVE_UP = 9;
static constexpr uint8_t PIN_DRIVE_DOWN = 10;
static constexpr uint8_t PIN_BRAKE = 11;
static constexpr uint8_t PIN_RELAY = 12;
static constexpr uint8_t PIN_UP = 13;
static constexpr uint8_t PIN_TILT = A0;
static constexpr uint8_t PIN_CURRENT = A1;
static constexpr uint8_t PIN_SUPPLY = A2;
static constexpr uint8_t PIN_CLAMP_B = A3;
static constexpr uint8_t PIN_SDA = A4;
static constexpr uint8_t PIN_SCL = A5;

/// A digital input: its bit is set where the pin has the level that is given.
struct InputPin {
  uint8_t pin;
  uint16_t input;
  bool activeHigh;
  bool pullUp;
};
static constexpr uint8_t INPUT_PINS = 9;
static constexpr InputPin INPUT_PIN[INPUT_PINS] = {
    {PIN_E_STOP_A, 1, false, true},
    {PIN_E_STOP_B, 2, false, true},
    {PIN_RETURN_MADE, 4, false, true},
    {PIN_RETURN_BREAK, 8, false, true},
    {PIN_UPRIGHT_LIMIT, 16, false, true},
    {PIN_INVERTED_LIMIT, 32, true, true},
    {PIN_CLAMP_A, 64, false, true},
    {PIN_UP, 512, true, false},
    {PIN_CLAMP_B, 128, false, true},
};

static constexpr uint8_t EXPANDER_ADDRESS = 32;
static constexpr uint8_t EXPANDER_START = 1 << 0;
static constexpr uint8_t EXPANDER_DOWN = 1 << 1;
static constexpr uint8_t EXPANDER_SELECT = 1 << 2;
static constexpr uint8_t EXPANDER_GRIP = 1 << 3;
static constexpr uint8_t EXPANDER_LIGHT_GREEN = 1 << 0;
static constexpr uint8_t EXPANDER_LIGHT_YELLOW = 1 << 1;
static constexpr uint8_t EXPANDER_LIGHT_RED = 1 << 2;
static constexpr uint8_t EXPANDER_BUZZER = 1 << 3;
/// An input of the expander; each is low where it is pressed.
struct ExpanderInput {
  uint8_t mask;
  uint16_t input;
};
static constexpr uint8_t EXPANDER_INPUTS = 4;
static constexpr ExpanderInput EXPANDER_INPUT[EXPANDER_INPUTS] = {
    {EXPANDER_START, 256},
    {EXPANDER_DOWN, 1024},
    {EXPANDER_SELECT, 2048},
    {EXPANDER_GRIP, 4096},
};

static constexpr uint8_t ACCELEROMETER_ADDRESS = 104;
static constexpr uint8_t ACCELEROMETER_ALONG = 0;
static constexpr uint8_t ACCELEROMETER_OUT = 2;
