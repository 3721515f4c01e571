import { emitKeypressEvents } from 'node:readline';
import type { CommandReply } from '../../domain/commands.ts';
import { BUTTONS, type Button } from '../../domain/inputs.ts';
import type { Clock } from '../../ports/clock.ts';
import type { OperatorLink } from '../../ports/operator-link.ts';
import type { TestInputs } from '../../ports/test-inputs.ts';
import type { HazardText } from '../table-words.ts';
import { BellRinger } from './bell-ringer.ts';
import { FaultChooser } from './fault-chooser.ts';
import { PanelHands } from './panel-hands.ts';
import { actionOf, type KeyPress, type PanelAction } from './panel-keys.ts';
import type { PanelModel, PanelOverlay } from './panel-model.ts';
import { PanelScreen } from './panel-screen.ts';
import { renderPanel } from './render-panel.ts';
import { TiltHistory } from './tilt-history.ts';
import { WallLights } from './wall-lights.ts';

/** The panel in this terminal: keys in, pictures out. It keeps no state of the table, only of itself. */

const REFRESH_MS = 83;
const NOTICE_MS = 6000;

export interface PanelOptions {
  readonly link: OperatorLink;
  /** Null on a real table. */
  readonly testInputs: TestInputs | null;
  /** Wall time: the panel refreshes by it whatever the speed of the table. */
  readonly clock: Clock;
  /** False where `NO_COLOR` is set or the output takes none. */
  readonly color: boolean;
  /** False where `NO_BELL` is set: the terminal's bell rings only when `m` asks for it. */
  readonly bell: boolean;
  readonly hazardText: HazardText;
  readonly speed: () => number;
  readonly onSpeed: (change: 1 | -1) => void;
  /** Returns the rider and exits when upright, or says why not. */
  readonly onQuit: () => CommandReply;
  /** The panel has failed and has given the terminal back; the table goes on. */
  readonly onFailure: (error: unknown) => void;
}

export class TerminalPanel {
  readonly #options: PanelOptions;
  readonly #hands: PanelHands;
  readonly #chooser: FaultChooser | null;
  readonly #history = new TiltHistory();
  readonly #wallLights = new WallLights();
  readonly #ringer = new BellRinger();
  #bell: boolean;
  #overlay: 'none' | 'help' | 'faults' = 'none';
  #notice: { readonly text: string; readonly untilMs: number } | null = null;
  #quitting = false;
  #stop: (() => void) | null = null;

  constructor(options: PanelOptions) {
    this.#options = options;
    this.#bell = options.bell;
    this.#hands = new PanelHands(options);
    this.#chooser = options.testInputs === null ? null : new FaultChooser(options.testInputs);
  }

  /** Takes the terminal. Does nothing where it has it already. */
  start(input: NodeJS.ReadStream, output: NodeJS.WriteStream): void {
    if (this.#stop !== null) return;
    const screen = new PanelScreen(output);
    const onKey = (_text: string | undefined, key: KeyPress) => this.key(key);
    const refresh = () => this.#guard(() => this.#refresh(screen));
    emitKeypressEvents(input);
    input.on('keypress', onKey);
    output.on('resize', refresh);
    const stopTimer = this.#options.clock.every(REFRESH_MS, refresh);
    this.#stop = () => {
      stopTimer();
      input.off('keypress', onKey);
      output.off('resize', refresh);
      if (input.isTTY) input.setRawMode(false);
      input.pause();
      screen.leave();
    };
    this.#guard(() => {
      if (input.isTTY) input.setRawMode(true);
      input.resume();
      screen.enter();
    });
    refresh();
  }

  /** Gives the terminal back. */
  stop(): void {
    const stop = this.#stop;
    this.#stop = null;
    stop?.();
  }

  key(key: KeyPress): void {
    const action = actionOf(key);
    if (action === null) return;
    this.#guard(() => {
      const text = this.#act(action);
      if (text !== null) this.#notice = { text, untilMs: this.#options.clock.nowMs() + NOTICE_MS };
    });
  }

  #act(action: PanelAction): string | null {
    switch (action.kind) {
      case 'help':
        this.#overlay = this.#overlay === 'help' ? 'none' : 'help';
        return null;
      case 'faults':
        this.#overlay = this.#chooser === null || this.#overlay === 'faults' ? 'none' : 'faults';
        return this.#chooser === null ? 'faults are injected on simulated tables only' : null;
      case 'close':
        this.#overlay = 'none';
        return null;
      case 'page':
        if (this.#overlay === 'faults') this.#chooser?.turn(action.step);
        return null;
      case 'choose':
        return this.#overlay === 'faults' ? (this.#chooser?.choose(action.index) ?? null) : null;
      case 'speed':
        this.#options.onSpeed(action.change);
        return null;
      case 'mute':
        this.#bell = !this.#bell;
        return `the bell of this terminal is ${this.#bell ? 'on' : 'off'}`;
      case 'quit':
        return this.#quit();
      default:
        return this.#hands.act(action, { wallMs: this.#options.clock.nowMs(), speed: this.#options.speed() });
    }
  }

  #refresh(screen: PanelScreen): void {
    const model = this.#model(screen);
    screen.show(renderPanel(model));
    if (this.#ringer.isDue(model.view.lights, model.wallMs) && this.#bell) screen.bell();
  }

  #quit(): string | null {
    const reply = this.#options.onQuit();
    this.#quitting = reply.ok;
    return reply.ok ? null : `not quitting: ${reply.text}`;
  }

  #model(screen: PanelScreen): PanelModel {
    const { link, clock, color, hazardText, speed } = this.#options;
    const seen = link.view();
    const wallMs = clock.nowMs();
    const lights = this.#wallLights.of(seen.lights, { nowMs: seen.nowMs, speed: speed(), wallMs });
    const view = { ...seen, lights };
    this.#history.add(view.nowMs, view.tiltDeg);
    const notice = this.#notice !== null && wallMs < this.#notice.untilMs ? this.#notice.text : null;
    return {
      view,
      tilts: this.#history.tilts,
      columns: screen.columns,
      rows: screen.rows,
      color,
      wallMs,
      pressed: this.#pressed(),
      speed: speed(),
      overlay: this.#overlayModel(),
      notice,
      quitting: this.#quitting,
      hazardText,
    };
  }

  #pressed(): ReadonlySet<Button> | null {
    const inputs = this.#options.testInputs;
    return inputs === null ? null : new Set(BUTTONS.filter((button) => inputs.isPressed(button)));
  }

  #overlayModel(): PanelOverlay {
    if (this.#overlay !== 'faults') return { kind: this.#overlay };
    if (this.#chooser === null) return { kind: 'none' };
    return { kind: 'faults', choices: this.#chooser.choices, page: this.#chooser.page };
  }

  /** A panel that fails gives the terminal back and never takes the controller with it. */
  #guard(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.stop();
      this.#options.onFailure(error);
    }
  }
}
