#pragma once

#include <stdint.h>

// What Firmata may do with each pin. Drive, relay, serial line and, unless the calibration says that the drive holds by
// itself, the brake can do nothing; the table's inputs can be read and no more; the expander's outputs, lights and
// buzzer, stand behind the board's own pins as GPB0 to GPB7 of its panel.

namespace firmataPins {

/// Firmata's pins, the expander's outputs included: 28 on an Uno, 30 on a Nano, 78 on a Mega.
uint8_t count();
/// First of the expander's outputs.
uint8_t firstPanelPin();
bool can(uint8_t pin, uint8_t mode);
/// 127: no analog input.
uint8_t analogChannelOf(uint8_t pin);
/// 255 where the channel has no pin.
uint8_t pinOfChannel(uint8_t channel);

/// Everything as after a start. Free pins become inputs, the panel goes dark.
void reset();
/// The brake's pin has come to or gone from Firmata.
void setBrakeIsFree(bool isFree);
/// False where the pin cannot do that.
bool setMode(uint8_t pin, uint8_t mode);
uint8_t modeOf(uint8_t pin);
/// What was last written, or the pull-up.
uint8_t valueOf(uint8_t pin);
void writeDigital(uint8_t pin, bool high);
void writePwm(uint8_t pin, uint16_t value);
/// Levels of a port's pins; those that cannot be read are 0.
uint8_t readPort(uint8_t port);
/// The expander's outputs as Firmata wants them.
uint8_t panel();
void setPanel(uint8_t outputs);

}  // namespace firmataPins
