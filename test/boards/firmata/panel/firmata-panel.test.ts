import { describe, expect, it } from 'vitest';
import { FirmataPanel, type PanelThread } from '../../../../boards/firmata/panel/firmata-panel.ts';
import { PanelDevices } from '../../../../boards/firmata/panel/panel-devices.ts';
import type { ToPanel } from '../../../../boards/firmata/panel/panel-messages.ts';
import { INPUT } from '../../../../src/domain/inputs.ts';
import { standing, TableDriver } from '../../../sim/table-driver.ts';
import { openEmulatedRig } from '../emulated-rig.ts';
import { openFirmataRig } from '../firmata-rig.ts';

const BUTTONS = INPUT.START | INPUT.DOWN | INPUT.SELECT | INPUT.UP;

const I2C_REQUEST = 0x76;
const EXPANDER = 0x20;
const IODIRB = 0x01;
const GPIOB = 0x13;

/** The devices in this thread, so that time stays the emulated board's. */
function threadHere(): PanelThread & { readonly sent: Uint8Array[] } {
  let send: (bytes: Uint8Array) => void = () => undefined;
  const sent: Uint8Array[] = [];
  const devices = new PanelDevices((bytes) => {
    sent.push(bytes);
    send(bytes);
  });
  const obey = (message: ToPanel) => {
    if (message.kind === 'light') devices.light(message.lamp);
    else if (message.kind === 'buzzer') devices.buzzer(message.sounding);
    else if (message.kind === 'lines') devices.lines(message.lines);
    else if (message.kind === 'heard') devices.hear(message.bytes);
    else devices.drawSome();
  };
  return {
    post: obey,
    onBytes: (listener) => {
      send = listener;
    },
    onFailure: () => undefined,
    end: async () => undefined,
    sent,
  };
}

async function openPanelRig() {
  const rig = await openEmulatedRig();
  const thread = threadHere();
  const panel = new FirmataPanel(rig.table, () => thread);
  const command = { ...new TableDriver().command, ...standing, sessionOpen: false };
  let pressed = 0;
  const pass = async (ms: number) => {
    for (let passedMs = 0; passedMs < ms; passedMs += 10) {
      await rig.pause(10);
      rig.table.write(command);
      if (rig.table.link.panel.isEmpty) thread.post({ kind: 'drained' });
      pressed |= rig.table.read().inputs & BUTTONS;
    }
  };
  // johnny-five begins by itself a little later, on the wall's time.
  await new Promise((resolve) => setTimeout(resolve, 50));
  await pass(600);
  const { expander } = rig.emulated.wiring;
  /** Green, yellow, red and the buzzer, as the expander drives them. */
  const outputs = () => (['GPB0', 'GPB1', 'GPB2', 'GPB3'] as const).map((pin) => expander.outputOf(pin) === true);
  return { rig, panel, thread, pass, outputs, seen: () => pressed };
}

describe('the panel on a board', () => {
  it('lights and sounds through johnny-five, writes on the display, and presses no button', async () => {
    const { rig, panel, thread, pass, outputs, seen } = await openPanelRig();
    const { lcd } = rig.emulated.wiring;
    panel.light('green');
    await pass(100);
    expect(outputs()).toEqual([true, false, false, false]);
    panel.light('red');
    panel.buzzer(true);
    await pass(100);
    expect(outputs()).toEqual([false, false, true, true]);
    panel.lines(['first-time', 'holding 0:42']);
    await pass(800);
    expect(lcd.display.text.slice(0, 2).map((line) => line.trimEnd())).toEqual(['first-time', 'holding 0:42']);
    expect(seen()).toBe(0);
    // Register and address of what was written to the expander: nothing of its port A, whose pins are the buttons.
    const toExpander = thread.sent.filter((bytes) => bytes[1] === I2C_REQUEST && bytes[2] === EXPANDER);
    expect(new Set(toExpander.map((bytes) => bytes[4]))).toEqual(new Set([IODIRB, GPIOB]));
    expect(rig.table.counts).toMatchObject({ damaged: 0, missedEchoes: 0 });
    expect(rig.table.link.panel.dropped).toBe(0);
    expect(rig.table.read().mode).toBe('leased');
  });

  it('stays dark after a failure, and the leases go on', async () => {
    const rig = await openFirmataRig();
    const posted: ToPanel[] = [];
    let fail: (because: string) => void = () => undefined;
    let send: (bytes: Uint8Array) => void = () => undefined;
    const panel = new FirmataPanel(rig.table, () => ({
      post: (message) => posted.push(message),
      onBytes: (listener) => {
        send = listener;
      },
      onFailure: (listener) => {
        fail = listener;
      },
      end: async () => undefined,
    }));
    const command = { ...new TableDriver().command, ...standing, sessionOpen: false };
    panel.light('red');
    expect(posted.at(-1)).toEqual({ kind: 'light', lamp: 'red' });
    const { length } = posted;
    fail('Cannot read properties of undefined');
    panel.light('green');
    panel.lines(['nobody reads this']);
    send(Uint8Array.of(0xf0, 0x76, 0x20, 0, 0x13, 0, 1, 0, 0xf7));
    rig.board.advance(200, () => rig.table.write(command));
    expect([panel.failure, panel.failures, posted.length]).toEqual(['Cannot read properties of undefined', 1, length]);
    expect(rig.board.received.panelBytes).toBe(0);
    expect(rig.table.read().mode).toBe('leased');
    await panel.close();
  });
});
