import { expect, it } from 'vitest';
import { SensorSilence } from '../../../../boards/raspberry-pi/sensors/sensor-silence.ts';

it('[H-11] a sensor that answers no more is silent for as long as it was looked at', () => {
  const silence = new SensorSilence();
  silence.look(0, Number.NEGATIVE_INFINITY);
  expect(silence.silentMs).toBe(Number.POSITIVE_INFINITY);
  silence.look(10, 8);
  expect(silence.silentMs).toBe(0);
  for (let nowMs = 20; nowMs <= 70; nowMs += 10) silence.look(nowMs, 8);
  expect(silence.silentMs).toBe(60);
  silence.look(80, 79);
  expect(silence.silentMs).toBe(0);
});

it('a process that was held up blames no sensor that it has not asked', () => {
  const silence = new SensorSilence();
  silence.look(10, 8);
  silence.look(150, 8);
  expect(silence.silentMs).toBe(20);
  silence.look(160, 155);
  expect(silence.silentMs).toBe(0);
});
