import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../sim/virtual-clock.ts';

describe('VirtualClock', () => {
  it('ticks at its own times, in order of time, while it is advanced', () => {
    const clock = new VirtualClock(-100);
    const seen: string[] = [];
    clock.every(30, () => seen.push(`slow ${clock.nowMs()}`));
    const stop = clock.every(20, () => seen.push(`fast ${clock.nowMs()}`));
    clock.advance(45);
    stop();
    clock.advance(45);
    expect(seen).toEqual(['fast -80', 'slow -70', 'fast -60', 'slow -40', 'slow -10']);
    expect(clock.nowMs()).toBe(-10);
  });

  it('refuses a period that is none', () => {
    expect(() => new VirtualClock().every(0, () => {})).toThrow('period');
  });
});
