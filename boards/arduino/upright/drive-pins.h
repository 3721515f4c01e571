#pragma once

#include <avr/io.h>

#include "pins.h"

// The registers behind the pins of drive, brake and E-STOP. An interrupt cuts the drive, so there is no table to look
// pins up in; the pin map's numbers are checked against what stands here.

static_assert(PIN_E_STOP_A == 2 && PIN_E_STOP_B == 3, "the E-STOP's interrupts are those of D2 and D3");
static_assert(PIN_DRIVE_UP == 9 && PIN_DRIVE_DOWN == 10 && PIN_BRAKE == 11, "the drive's timer is that of D9 and D10");

namespace drivePins {

#if defined(__AVR_ATmega2560__)

/// Timer 2, which D9 and D10 have here, counts to 255: 31 kHz.
static constexpr uint16_t TOP = 255;
static constexpr uint8_t UP_BIT = _BV(PH6);
static constexpr uint8_t DOWN_BIT = _BV(PB4);
static constexpr uint8_t BRAKE_BIT = _BV(PB5);
static constexpr uint8_t E_STOP_BITS = _BV(PE4) | _BV(PE5);
#define E_STOP_A_vect INT4_vect
#define E_STOP_B_vect INT5_vect

inline void begin() {
  DDRH |= UP_BIT;
  DDRB |= DOWN_BIT | BRAKE_BIT;
  PORTE |= E_STOP_BITS;
  TCCR2A = _BV(WGM20);
  TCCR2B = _BV(CS20);
  EICRB |= _BV(ISC40) | _BV(ISC50);
  EIMSK |= _BV(INT4) | _BV(INT5);
}
inline bool eStopOpen() { return (PINE & E_STOP_BITS) == E_STOP_BITS; }
/// A count takes effect when the timer comes round: the last one would be at the pins for a period of the next motion.
inline void disconnect() {
  TCCR2A = _BV(WGM20);
  OCR2A = 0;
  OCR2B = 0;
}
inline void low() {
  PORTH &= ~UP_BIT;
  PORTB &= ~DOWN_BIT;
}
inline void setUp(uint16_t count) {
  OCR2B = static_cast<uint8_t>(count);
  TCCR2A |= _BV(COM2B1);
}
inline void setDown(uint16_t count) {
  OCR2A = static_cast<uint8_t>(count);
  TCCR2A |= _BV(COM2A1);
}
inline void directionDown() { PORTB |= DOWN_BIT; }
inline void brakeOn() { PORTB &= ~BRAKE_BIT; }
inline void brakeFree() { PORTB |= BRAKE_BIT; }

#else

/// Timer 1, up and down to 400 from 16 MHz: 20 kHz.
static constexpr uint16_t TOP = 400;
static constexpr uint8_t UP_BIT = _BV(PB1);
static constexpr uint8_t DOWN_BIT = _BV(PB2);
static constexpr uint8_t BRAKE_BIT = _BV(PB3);
static constexpr uint8_t E_STOP_BITS = _BV(PD2) | _BV(PD3);
#define E_STOP_A_vect INT0_vect
#define E_STOP_B_vect INT1_vect

inline void begin() {
  DDRB |= UP_BIT | DOWN_BIT | BRAKE_BIT;
  PORTD |= E_STOP_BITS;
  TCCR1A = _BV(WGM11);
  TCCR1B = _BV(WGM13) | _BV(CS10);
  ICR1 = TOP;
  EICRA |= _BV(ISC00) | _BV(ISC10);
  EIMSK |= _BV(INT0) | _BV(INT1);
}
inline bool eStopOpen() { return (PIND & E_STOP_BITS) == E_STOP_BITS; }
/// A count takes effect when the timer comes round: the last one would be at the pins for a period of the next motion.
inline void disconnect() {
  TCCR1A = _BV(WGM11);
  OCR1A = 0;
  OCR1B = 0;
}
inline void low() { PORTB &= ~(UP_BIT | DOWN_BIT); }
inline void setUp(uint16_t count) {
  OCR1A = count;
  TCCR1A |= _BV(COM1A1);
}
inline void setDown(uint16_t count) {
  OCR1B = count;
  TCCR1A |= _BV(COM1B1);
}
inline void directionDown() { PORTB |= DOWN_BIT; }
inline void brakeOn() { PORTB &= ~BRAKE_BIT; }
inline void brakeFree() { PORTB |= BRAKE_BIT; }

#endif

}  // namespace drivePins
