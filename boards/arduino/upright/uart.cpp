#include "uart.h"

#include <avr/interrupt.h>
#include <avr/io.h>

#if defined(USART0_RX_vect)
#define RECEIVED_vect USART0_RX_vect
#define EMPTY_vect USART0_UDRE_vect
#else
#define RECEIVED_vect USART_RX_vect
#define EMPTY_vect USART_UDRE_vect
#endif

/// 117647 baud, 2.1 % fast: the divisor that Arduino's own core and boot loader use for 115200 from 16 MHz.
static constexpr uint8_t DIVISOR = 16;
static constexpr uint8_t RECEIVE_BYTES = 128;
static constexpr uint16_t SEND_BYTES = 256;

static volatile uint8_t received[RECEIVE_BYTES];
static volatile uint8_t receivedHead = 0;
static uint8_t receivedTail = 0;
static volatile uint8_t sending[SEND_BYTES];
static volatile uint8_t sendingHead = 0;
static volatile uint8_t sendingTail = 0;

ISR(RECEIVED_vect) {
  const uint8_t byte = UDR0;
  const uint8_t next = (receivedHead + 1) & (RECEIVE_BYTES - 1);
  if (next == receivedTail) return;
  received[receivedHead] = byte;
  receivedHead = next;
}

/// Enabled only while a byte waits, and disabled with the last one.
ISR(EMPTY_vect) {
  const uint8_t tail = sendingTail;
  const uint8_t next = tail + 1;
  UDR0 = sending[tail];
  sendingTail = next;
  if (next == sendingHead) UCSR0B &= ~_BV(UDRIE0);
}

namespace uart {

void begin() {
  UBRR0 = DIVISOR;
  UCSR0A = _BV(U2X0);
  UCSR0C = _BV(UCSZ01) | _BV(UCSZ00);
  UCSR0B = _BV(RXEN0) | _BV(TXEN0) | _BV(RXCIE0);
}

int16_t read() {
  if (receivedTail == receivedHead) return -1;
  const uint8_t byte = received[receivedTail];
  receivedTail = (receivedTail + 1) & (RECEIVE_BYTES - 1);
  return byte;
}

uint8_t room() { return static_cast<uint8_t>(sendingTail - sendingHead - 1); }

void write(uint8_t byte) {
  if (room() == 0) return;
  sending[sendingHead] = byte;
  const uint8_t status = SREG;
  cli();
  sendingHead = sendingHead + 1;
  if ((UCSR0B & _BV(UDRIE0)) == 0) UCSR0B |= _BV(UDRIE0);
  SREG = status;
}

bool isDrained() { return sendingHead == sendingTail && (UCSR0A & _BV(UDRE0)) != 0; }

}  // namespace uart
