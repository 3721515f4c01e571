import type { WallTimer } from '../paced-clock.ts';
import type { RiggedUnos } from './rigged-unos.ts';
import { type OpenedPty, UnoPty } from './uno-pty.ts';
import { paceByWall } from './wall-pace.ts';

export type OpenedRiggedPorts =
  | { readonly ok: true; readonly path: string; readonly rigPath: string; readonly close: () => Promise<void> }
  | Extract<OpenedPty, { ok: false }>;

/** A controller's board and its rig, each at a serial port of its own, living by the wall's time. Never rejects. */
export async function openRiggedPorts(unos: RiggedUnos, wall: WallTimer): Promise<OpenedRiggedPorts> {
  const controller = await UnoPty.open(unos.controller);
  if (!controller.ok) return controller;
  const rig = await UnoPty.open(unos.rig);
  if (!rig.ok) {
    await controller.port.close();
    return rig;
  }
  const stop = paceByWall(unos, wall, 1);
  return {
    ok: true,
    path: controller.port.path,
    rigPath: rig.port.path,
    close: async () => {
      stop();
      await Promise.all([controller.port.close(), rig.port.close()]);
    },
  };
}
