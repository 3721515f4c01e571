import type { TableSample } from '../../sim/emulated-uno/table-sample.ts';
import { DEFAULT_SETTINGS, type Settings } from '../config/settings.ts';
import type { Clock } from '../ports/clock.ts';
import type { TestInputs } from '../ports/test-inputs.ts';
import { rehearse } from './emulated-board.ts';

export type { TableSample } from '../../sim/emulated-uno/table-sample.ts';

export interface EmulatedUnoTarget {
  /** An Intel HEX file's text; null: this release's own firmware. */
  readonly hex: string | null;
  readonly settings: Settings;
  readonly speed: number;
  /** Of the rider on the table; null: it is empty. */
  readonly riderMassKg: number | null;
  /** Written to as the board writes; null: erased, and forgotten with the board. */
  readonly eeprom: Uint8Array | null;
  /** Called ten times a second of the table's time. */
  readonly onSample: ((sample: TableSample) => void) | null;
  /** The wall's time. */
  readonly wall: Clock;
}

export type OpenedEmulatedUno =
  | { readonly ok: true; readonly path: string; readonly hands: TestInputs; readonly close: () => Promise<void> }
  | { readonly ok: false; readonly because: 'bad-hex' | 'no-socat' | 'failed'; readonly detail: string };

/** An emulated Uno on its table, living by the wall's time; its serial port is at `path`. */
export async function openEmulatedUno(options: EmulatedUnoTarget): Promise<OpenedEmulatedUno> {
  const { hex, settings, speed, wall, riderMassKg, eeprom, onSample } = options;
  const [
    { readIntelHex },
    { readArduinoFile },
    { EmulatedTable },
    { EmulatedInputs },
    { UnoPty },
    { paceByWall },
    { sampled },
  ] = await Promise.all([
    import('../../sim/emulated-uno/intel-hex.ts'),
    import('../../sim/emulated-uno/arduino-files.ts'),
    import('../../sim/emulated-uno/emulated-table.ts'),
    import('../../sim/emulated-uno/emulated-faults.ts'),
    import('../../sim/emulated-uno/uno-pty.ts'),
    import('../../sim/emulated-uno/wall-pace.ts'),
    import('../../sim/emulated-uno/table-sample.ts'),
  ]);
  const image = readIntelHex(hex ?? readArduinoFile('firmware/upright-uno.hex'));
  if (!image.ok) return { ok: false, because: 'bad-hex', detail: image.because };
  const table = new EmulatedTable({
    flash: image.flash,
    settings,
    rider: riderMassKg === null ? null : { massKg: riderMassKg, comCm: 0 },
    // Another program does not hold the return relay, and a table that it drives upright would be in the way.
    hasReturnRelay: hex === null,
    ...(eeprom === null ? {} : { eeprom }),
  });
  if (hex === null) await rehearse(image.flash, settings);
  const opened = await UnoPty.open(table.uno);
  if (!opened.ok) return opened;
  const stop = paceByWall(onSample === null ? table : sampled(table, onSample), wall, speed);
  return {
    ok: true,
    path: opened.port.path,
    hands: new EmulatedInputs(table),
    close: async () => {
      stop();
      await opened.port.close();
    },
  };
}

export interface RiggedUnosTarget {
  /** Texts of Intel HEX files; null: this release's own firmware. */
  readonly hex: string | null;
  readonly rigHex: string;
  readonly eeprom: Uint8Array | null;
  readonly wall: Clock;
}

/** Two emulated Unos wired pin to pin, the second a rig that whoever has its port plays table with. */
export async function openRiggedUnos({ hex, rigHex, eeprom, wall }: RiggedUnosTarget) {
  const [{ readIntelHex }, { readArduinoFile }, { RiggedUnos }, { openRiggedPorts }] = await Promise.all([
    import('../../sim/emulated-uno/intel-hex.ts'),
    import('../../sim/emulated-uno/arduino-files.ts'),
    import('../../sim/emulated-uno/rigged-unos.ts'),
    import('../../sim/emulated-uno/rigged-ports.ts'),
  ]);
  const image = readIntelHex(hex ?? readArduinoFile('firmware/upright-uno.hex'));
  if (!image.ok) return { ok: false, because: 'bad-hex', detail: image.because } as const;
  const rigImage = readIntelHex(rigHex);
  if (!rigImage.ok) return { ok: false, because: 'bad-rig-hex', detail: rigImage.because } as const;
  const rig = { flash: rigImage.flash };
  if (hex === null) await rehearse(image.flash, DEFAULT_SETTINGS);
  const controller = { flash: image.flash, ...(eeprom === null ? {} : { eeprom }) };
  return openRiggedPorts(new RiggedUnos({ controller, rig }), wall);
}
