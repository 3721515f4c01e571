import { Worker } from 'node:worker_threads';
import type { FirmataTable } from '../firmata-table.ts';
import { FirmataPanel, type PanelThread } from './firmata-panel.ts';

/** The libraries take about 10 MB; young objects are cleared away often instead of being given room. */
const MEMORY = { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 32 } as const;

/** The panel of a board, its devices in a thread of their own. */
export function openPanel(table: FirmataTable): FirmataPanel {
  return new FirmataPanel(table, startThread);
}

function startThread(): PanelThread {
  const worker = new Worker(new URL('./panel-worker.js', import.meta.url), {
    stdout: true,
    stderr: true,
    resourceLimits: MEMORY,
  });
  // A panel never keeps the process alive.
  worker.unref();
  return {
    post: (message) => worker.postMessage(message),
    onBytes: (listener) => worker.on('message', listener),
    onFailure: (listener) => {
      worker.on('error', (error) => listener(error instanceof Error ? error.message : String(error)));
      worker.on('exit', () => listener('its thread has ended'));
    },
    end: async () => void (await worker.terminate()),
  };
}
