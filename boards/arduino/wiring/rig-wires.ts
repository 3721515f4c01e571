import type { RigMap } from './rig-map.ts';
import type { WiringMap } from './wiring-map.ts';

/** One wire between rig and controller's board. */
export interface RigWire {
  /** `D2`, `GPA0`, `VA`. */
  readonly from: string;
  readonly side: 'rig' | 'contacts' | 'levels';
  /** `D11`, `GPB0 of its MCP23017`, `5V`. */
  readonly to: string;
  readonly name: string;
  readonly label: string;
  readonly how: string;
}

/** All wires but those of the rig's own bus. A pin that leads to nothing in pins.json is a programmer's error. */
export function rigWires(rig: RigMap, map: WiringMap): readonly RigWire[] {
  const { contacts, levels } = rig.i2c;
  return [
    ...rig.pins
      .filter(({ kind }) => kind !== 'i2c')
      .map(({ pin, to, label, wiring }) => ({
        from: pin,
        side: 'rig' as const,
        ...placeOf(map, to),
        label,
        how: wiring,
      })),
    ...contacts.pins.map(({ pin, to }) => ({
      from: pin,
      side: 'contacts' as const,
      ...placeOf(map, to),
      how: 'straight; low or open',
    })),
    ...levels.outputs.map(({ output, to }) => ({
      from: output,
      side: 'levels' as const,
      ...placeOf(map, to),
      how: 'straight',
    })),
  ];
}

function placeOf(map: WiringMap, name: string): { readonly to: string; readonly name: string; readonly label: string } {
  if (name === '5V') return { to: '5V', name, label: "the board's own 5 V" };
  const own = map.pins.find((pin) => pin.name === name);
  if (own !== undefined) return { to: own.pin, name, label: own.label };
  const { expander } = map.i2c;
  const onExpander = expander.pins.find((pin) => pin.name === name);
  if (onExpander === undefined) throw new Error(`pins.json has no ${name}`);
  return { to: `${onExpander.pin} of its ${expander.chip}`, name, label: onExpander.label };
}
