#include "firmata-reports.h"

#include "analog.h"
#include "firmata-i2c.h"
#include "firmata-pins.h"
#include "firmata-words.h"
#include "uart.h"

namespace firmataReports {

static constexpr uint8_t FIRST_INTERVAL_MS = 19;
/// With telemetry on the line, more would be too much.
static constexpr uint8_t LEAST_INTERVAL_MS = 10;
static constexpr uint8_t PORTS = 10;
static constexpr uint8_t MESSAGE_BYTES = 3;
/// Room that is left to telemetry.
static constexpr uint8_t KEPT_FREE = 48;

static uint16_t everyMs = FIRST_INTERVAL_MS;
static uint32_t sampledAtMs = 0;
static uint16_t channels = 0;
static uint16_t due = 0;
static uint16_t ports = 0;
static uint16_t fresh = 0;
static uint8_t sent[PORTS];

void reset() {
  everyMs = FIRST_INTERVAL_MS;
  channels = 0;
  due = 0;
  ports = 0;
  analog::follow(0);
}

void setInterval(uint16_t intervalMs) { everyMs = intervalMs < LEAST_INTERVAL_MS ? LEAST_INTERVAL_MS : intervalMs; }
uint16_t intervalMs() { return everyMs; }

static void set(uint16_t& mask, uint8_t bit, bool wanted) {
  const uint16_t flag = static_cast<uint16_t>(1) << bit;
  mask = wanted ? mask | flag : mask & static_cast<uint16_t>(~flag);
}

void setAnalog(uint8_t channel, bool wanted) {
  const uint8_t pin = firmataPins::pinOfChannel(channel);
  if (!firmataPins::can(pin, firmata::MODE_ANALOG)) return;
  set(channels, channel, wanted);
  analog::follow(channels);
  if (wanted) set(due, channel, true);
}

void setDigital(uint8_t port, bool wanted) {
  if (port >= PORTS) return;
  set(ports, port, wanted);
  set(fresh, port, wanted);
}

void modeChanged(uint8_t pin) {
  const uint8_t channel = firmataPins::analogChannelOf(pin);
  if (channel < 16) setAnalog(channel, firmataPins::modeOf(pin) == firmata::MODE_ANALOG);
}

static void send(uint8_t command, uint8_t channel, uint16_t value) {
  uart::write(command | channel);
  uart::write(value & 0x7f);
  uart::write(value >> 7 & 0x7f);
}

static bool hasRoom() { return uart::room() > MESSAGE_BYTES + KEPT_FREE; }

static void servePorts() {
  for (uint8_t port = 0; port < PORTS && hasRoom(); ++port) {
    if ((ports >> port & 1) == 0) continue;
    const uint8_t levels = firmataPins::readPort(port);
    if ((fresh >> port & 1) == 0 && levels == sent[port]) continue;
    set(fresh, port, false);
    sent[port] = levels;
    send(firmata::DIGITAL_MESSAGE, port, levels);
  }
}

void serve(uint32_t nowMs) {
  servePorts();
  if (nowMs - sampledAtMs >= everyMs) {
    sampledAtMs = nowMs;
    due = channels;
    firmataI2c::sampleAll();
  }
  for (uint8_t channel = 0; due != 0 && channel < 16 && hasRoom(); ++channel) {
    if ((due >> channel & 1) == 0) continue;
    set(due, channel, false);
    send(firmata::ANALOG_MESSAGE, channel, analog::valueOf(channel));
  }
}

}  // namespace firmataReports
