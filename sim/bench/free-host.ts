import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TableView } from '../../src/domain/view.ts';
import type { BenchHost, BenchSurface } from '../../src/ports/bench-table.ts';
import { HostConsole } from './host-console.ts';
import { HostScpi } from './host-scpi.ts';
import type { ControllerHost } from './rig-bench.ts';

/** `json on` and the first `status` are answered by then, ms of the wall; the board's boot loader is in it. */
const SPEAKS_WITHIN_MS = 20_000;
const LOOK_EVERY_MS = 50;
/** It is told to end, and has this long for it. */
const ENDS_WITHIN_MS = 3000;
const LEAST_OF_STDERR = 2000;
const LOOPBACK = '127.0.0.1';

/** Folders of its own, where its settings, program and state are. */
interface FreePlace {
  readonly folder: string;
  readonly stateDir: string;
}

interface FreeCommand {
  /** As a user would type it, `node` and its script first. */
  readonly words: readonly string[];
  readonly cwd: string;
  /** The port on this computer where it is an instrument; null: nobody wants to know. */
  readonly scpiPort: number | null;
}

/** `upright run` in a process of its own that lives by the wall's time, asked at its console for its view in every cycle. */
export class FreeHost implements ControllerHost {
  readonly control: BenchHost;
  readonly #options: FreeCommand;
  #child: ChildProcess;
  #console: HostConsole;
  #stderr = '';
  #isOver = false;
  #isKilled = false;
  #resumes: NodeJS.Timeout | undefined;
  readonly #scpi = new HostScpi((text) => void this.#instrument().write(text));
  #socket: Socket | null = null;

  private constructor(options: FreeCommand) {
    this.#options = options;
    this.#console = new HostConsole(() => undefined);
    this.#child = this.#spawn();
    this.control = {
      kill: () => {
        this.#isKilled = this.#child.kill('SIGKILL');
      },
      stall: (ms) => {
        this.#child.kill('SIGSTOP');
        clearTimeout(this.#resumes);
        this.#resumes = setTimeout(() => this.#child.kill('SIGCONT'), ms);
      },
      start: () => {
        if (this.#isOver) this.#child = this.#spawn();
        else if (this.#isKilled) this.#child.once('exit', () => this.control.start());
      },
    };
  }

  /** `prepare` fills the folders and gives the command. Rejects where the process ends, or says nothing, before it has begun. */
  static async spawnIn(
    prepare: (place: FreePlace) => Promise<readonly string[]>,
    scpiPort: number | null,
  ): Promise<FreeHost> {
    const folder = mkdtempSync(join(tmpdir(), 'upright-bench-'));
    const stateDir = join(folder, 'state');
    mkdirSync(stateDir, { mode: 0o700 });
    const host = new FreeHost({ words: await prepare({ folder, stateDir }), cwd: folder, scpiPort });
    for (let passedMs = 0; host.view === null; passedMs += LOOK_EVERY_MS) {
      if (host.#isOver) {
        await host.close();
        throw new Error(host.#stderr.trim() || "the controller's process has ended");
      }
      if (passedMs >= SPEAKS_WITHIN_MS) {
        await host.close();
        throw new Error("the controller's process does not answer at its console");
      }
      host.pass();
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    return host;
  }

  get view(): TableView | null {
    return this.#isOver ? null : this.#console.view;
  }

  pass(): void {
    if (!this.#isOver) this.#console.ask();
  }

  say(surface: BenchSurface, line: string): void {
    if (this.#isOver) return;
    if (surface === 'console') this.#console.say(line);
    else this.#scpi.say(line);
  }

  takeReply(surface: BenchSurface): readonly string[] | null {
    return surface === 'console' ? this.#console.takeReply() : this.#scpi.takeReply();
  }

  /** Its way of ending hands the table over; one that does not end is ended. */
  async close(): Promise<void> {
    clearTimeout(this.#resumes);
    this.#socket?.destroy();
    if (!this.#isOver) await this.#end();
    rmSync(this.#options.cwd, { recursive: true, force: true });
  }

  /** Connected when it is first spoken to, and again after its process was another one. */
  #instrument(): Socket {
    if (this.#socket !== null && !this.#socket.destroyed) return this.#socket;
    const socket = connect(this.#options.scpiPort ?? 0, LOOPBACK);
    // Whoever asked finds no answer.
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => this.#scpi.take(bytes));
    this.#socket = socket;
    return socket;
  }

  async #end(): Promise<void> {
    const child = this.#child;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGCONT');
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), ENDS_WITHIN_MS);
    await gone;
    clearTimeout(timer);
  }

  #spawn(): ChildProcess {
    const { words, cwd } = this.#options;
    const [node = process.execPath, ...rest] = words;
    const child = spawn(node, rest, { cwd, stdio: ['pipe', 'pipe', 'pipe'] });
    const console = new HostConsole((text) => void child.stdin.write(text));
    this.#console = console;
    this.#isOver = false;
    this.#isKilled = false;
    this.#stderr = '';
    child.stdin.on('error', () => undefined);
    child.stdout.on('data', (bytes: Buffer) => console.take(String(bytes)));
    child.stderr.on('data', (bytes: Buffer) => {
      this.#stderr = `${this.#stderr}${String(bytes)}`.slice(-LEAST_OF_STDERR);
    });
    const over = () => {
      if (this.#child === child) this.#isOver = true;
    };
    child.once('exit', over);
    child.once('error', over);
    return child;
  }
}
