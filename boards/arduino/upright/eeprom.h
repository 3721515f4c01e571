#pragma once

#include "stores.h"

/// The chip's own EEPROM. A write is started and not waited for.
class Eeprom final : public Memory {
 public:
  uint8_t read(uint16_t address) const override;
  bool isReady() const override;
  void write(uint16_t address, uint8_t byte) override;
};
