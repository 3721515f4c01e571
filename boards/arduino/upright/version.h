#pragma once

// The firmware's version, as the firmware report of Firmata carries it: name `upright 0.3.0 uno`, version 0.3.
static constexpr int VERSION_MAJOR = 0;
static constexpr int VERSION_MINOR = 3;
#define UPRIGHT_VERSION "0.3.0"

#if defined(__AVR_ATmega2560__)
#define UPRIGHT_BOARD "mega"
#elif defined(ARDUINO_AVR_NANO)
#define UPRIGHT_BOARD "nano"
#else
#define UPRIGHT_BOARD "uno"
#endif

#define UPRIGHT_NAME "upright " UPRIGHT_VERSION " " UPRIGHT_BOARD
