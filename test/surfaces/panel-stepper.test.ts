import { describe, expect, it } from 'vitest';
import type { Lamp } from '../../src/domain/signal-patterns.ts';
import type { Lights } from '../../src/domain/view.ts';
import type { PanelOutput } from '../../src/ports/panel-output.ts';
import { PanelStepper } from '../../src/surfaces/panel-stepper.ts';
import { VIEW } from './fake-table.ts';

class FakePanel implements PanelOutput {
  readonly lamps: Lamp[] = [];
  readonly tones: boolean[] = [];

  light(lamp: Lamp): void {
    this.lamps.push(lamp);
  }

  buzzer(sounding: boolean): void {
    this.tones.push(sounding);
  }
}

/** Steps from `fromMs` for so many ms at the cycle's pace. */
function play(lights: Partial<Lights>, ms: number, panel = new FakePanel()): FakePanel {
  const stepper = new PanelStepper(panel);
  for (let nowMs = 1000; nowMs < 1000 + ms; nowMs += 10) {
    stepper.step({ ...VIEW.lights, alarmSinceMs: 1000, callSinceMs: 1000, ...lights }, nowMs);
  }
  return panel;
}

describe('a panel on wires', () => {
  it('is told of edges only: ten tones and twelve flashes in the six seconds of a high alarm', () => {
    const { lamps, tones } = play({ status: 'red', alarm: 'high' }, 6000);
    expect(tones).toHaveLength(20);
    expect(tones[0]).toBe(true);
    expect(lamps.filter((lamp) => lamp === 'red')).toHaveLength(12);
    expect(play({}, 6000)).toMatchObject({ lamps: ['green'], tones: [false] });
  });

  it('calls the rider before a low alarm, and not before a higher one', () => {
    const call = { status: 'yellow', call: 'alive-check' } as const;
    expect(play({ ...call, alarm: 'low' }, 10_000).lamps).toContain('green');
    expect(play({ ...call, alarm: 'low' }, 10_000).tones.filter(Boolean)).toHaveLength(5);
    expect(play({ ...call, alarm: 'medium' }, 10_000).lamps).not.toContain('green');
  });

  it('warns for half a second before the first motion', () => {
    expect(play({ status: 'yellow', call: 'arming' }, 500)).toMatchObject({ lamps: ['yellow'], tones: [true] });
  });

  it('is dark and silent when it is closed', () => {
    const panel = new FakePanel();
    const stepper = new PanelStepper(panel);
    stepper.step({ ...VIEW.lights, alarm: 'low' }, 0);
    stepper.close();
    expect(panel).toMatchObject({ lamps: ['yellow', 'off'], tones: [true, false] });
  });
});
