#include "i2c-queue.h"

#include "i2c-bus.h"

namespace i2cQueue {

static constexpr uint8_t QUEUE_BYTES = 128;
static constexpr uint8_t HEAD_BYTES = 5;

static uint8_t queue[QUEUE_BYTES];
static uint8_t head = 0;
static uint8_t used = 0;
static Request onBus = {0, -1, 0, 0};

static void push(uint8_t byte) {
  queue[(head + used) % QUEUE_BYTES] = byte;
  ++used;
}

static uint8_t pull() {
  const uint8_t byte = queue[head];
  head = (head + 1) % QUEUE_BYTES;
  --used;
  return byte;
}

bool ask(const Request& request, const uint8_t* out) {
  if (request.outBytes + 1 > i2cBus::MOST_BYTES || request.inBytes > i2cBus::MOST_BYTES) return false;
  if (used + HEAD_BYTES + request.outBytes > QUEUE_BYTES) return false;
  push(request.address);
  push(static_cast<uint8_t>(request.reg));
  push(static_cast<uint8_t>(request.reg >> 8));
  push(request.outBytes);
  push(request.inBytes);
  for (uint8_t at = 0; at < request.outBytes; ++at) push(out[at]);
  return true;
}

bool startNext(uint32_t nowMs) {
  if (used == 0) return false;
  onBus.address = pull();
  const uint8_t low = pull();
  onBus.reg = static_cast<int16_t>(low | pull() << 8);
  onBus.outBytes = pull();
  onBus.inBytes = pull();
  uint8_t at = 0;
  if (onBus.reg >= 0) i2cBus::buffer[at++] = static_cast<uint8_t>(onBus.reg);
  for (uint8_t left = onBus.outBytes; left > 0; --left) i2cBus::buffer[at++] = pull();
  i2cBus::start(onBus.address, at, onBus.inBytes, nowMs);
  return true;
}

const Request& current() { return onBus; }

void clear() { used = 0; }

}  // namespace i2cQueue
