import type { SimulatedFault } from './simulated-fault.ts';

/** Five frames a second, of a hundred. */
const FRAMES_EVERY = 20;
/** Three frames in a row: what a burst of noise of 30 ms damages. */
const BURST_FRAMES = 3;
const COMMANDS_EVERY = 2;
/** A stray 0xF0 makes a message of whatever follows, up to the next 0xF7, which goes before every command. */
const SWALLOWED_BY_ONE = 1;
const SWALLOWS_ALL = 1;
/** Longer than the longest lease, and well within the shortest. */
const HELD_PAST_LEASE_MS = 600;
const HELD_WITHIN_LEASE_MS = 200;

/**
 * What travels between host and board. The simulated line carries frames and commands whole: what a CRC would refuse
 * never arrives, and what the bytes were is shown on the emulated board.
 */
export const LINK_FAULTS: readonly SimulatedFault[] = [
  {
    id: 'H-29',
    name: 'link-lost',
    variants: [],
    summary: 'neither frames nor commands arrive',
    apply({ link }) {
      link.telemetry.defects.stalled = true;
      link.commands.defects.lost = true;
    },
    clear({ link }) {
      link.telemetry.defects.stalled = false;
      link.commands.defects.lost = false;
    },
  },
  {
    id: 'H-30',
    name: 'bytes-corrupted',
    variants: ['repeated', 'single', 'burst', 'commands'],
    summary: 'frames fail their CRC and are dropped: five a second, one, three in a row; or every other command',
    apply({ link }, variant) {
      const { telemetry, commands } = link;
      if (variant === 'commands') commands.defects.droppedEvery = COMMANDS_EVERY;
      else if (variant === 'repeated') telemetry.defects.droppedEvery = FRAMES_EVERY;
      else telemetry.defects.dropNext = variant === 'burst' ? BURST_FRAMES : 1;
    },
    clear({ link }) {
      link.commands.defects.droppedEvery = 0;
      link.telemetry.defects.droppedEvery = 0;
      link.telemetry.defects.dropNext = 0;
    },
  },
  {
    id: 'H-31',
    name: 'frames-reordered',
    variants: ['late', 'repeated'],
    summary: 'five times a second an old frame arrives, with its old number: one of 50 ms ago, or the last one again',
    apply({ link }, variant) {
      if (variant === 'repeated') link.telemetry.defects.repeatedEvery = FRAMES_EVERY;
      else link.telemetry.defects.lateEvery = FRAMES_EVERY;
    },
    clear({ link }) {
      link.telemetry.defects.repeatedEvery = 0;
      link.telemetry.defects.lateEvery = 0;
    },
  },
  {
    id: 'H-32',
    name: 'stray-sysex',
    variants: ['once', 'stream'],
    summary: 'a stray 0xF0 swallows the next command; or a stream of them every one, while frames still arrive',
    apply({ link }, variant) {
      const { defects } = link.commands;
      if (variant === 'stream') defects.swallowedEvery = SWALLOWS_ALL;
      else defects.dropNext = SWALLOWED_BY_ONE;
    },
    clear({ link }) {
      link.commands.defects.swallowedEvery = 0;
      link.commands.defects.dropNext = 0;
    },
  },
  {
    id: 'H-34',
    name: 'telemetry-stalls',
    variants: [],
    summary: 'frames no longer arrive; commands do',
    apply({ link }) {
      link.telemetry.defects.muted = true;
    },
    clear({ link }) {
      link.telemetry.defects.muted = false;
    },
  },
  {
    id: 'H-35',
    name: 'input-lost',
    variants: [],
    summary: 'the first frame after each change of an input still tells how it was before',
    apply({ link }) {
      link.telemetry.defects.edgesLost = true;
    },
    clear({ link }) {
      link.telemetry.defects.edgesLost = false;
    },
  },
  {
    id: 'H-44',
    name: 'stale-command',
    variants: ['past-lease', 'within-lease'],
    summary: 'the link is gone for 600 ms, or 200 ms, and then delivers all commands that it held up, the oldest first',
    apply(table, variant) {
      const heldMs = variant === 'within-lease' ? HELD_WITHIN_LEASE_MS : HELD_PAST_LEASE_MS;
      table.link.commands.defects.heldUntilMs = table.nowMs + heldMs;
      table.link.telemetry.defects.silentUntilMs = table.nowMs + heldMs;
    },
    clear({ link }) {
      link.commands.defects.heldUntilMs = Number.NEGATIVE_INFINITY;
      link.telemetry.defects.silentUntilMs = Number.NEGATIVE_INFINITY;
    },
  },
];
