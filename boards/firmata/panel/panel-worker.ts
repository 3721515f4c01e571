import { parentPort } from 'node:worker_threads';
import { PanelDevices } from './panel-devices.ts';
import type { ToPanel } from './panel-messages.ts';

/** The thread of the panel's devices. What throws in here ends it, and the panel is dark. */
const port = parentPort;
if (port !== null) {
  const devices = new PanelDevices((bytes) => port.postMessage(Uint8Array.from(bytes)));
  let mayDraw = false;
  const draw = () => {
    if (mayDraw && devices.drawSome()) mayDraw = false;
  };
  port.on('message', (message: ToPanel) => {
    switch (message.kind) {
      case 'light':
        devices.light(message.lamp);
        break;
      case 'buzzer':
        devices.buzzer(message.sounding);
        break;
      case 'lines':
        devices.lines(message.lines);
        draw();
        break;
      case 'heard':
        devices.hear(message.bytes);
        break;
      case 'drained':
        mayDraw = true;
        draw();
        break;
      default:
        message satisfies never;
    }
  });
}
