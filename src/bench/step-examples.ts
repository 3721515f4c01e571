import type { StepKind } from './read-steps.ts';

/** Every step as it may be written, for people who look for a word. */
export const STEP_EXAMPLES: Readonly<Record<StepKind, { readonly example: string; readonly summary: string }>> = {
  press: {
    example: '- press: { button: UP, for: 2 s }',
    summary: '200 ms where it says no time; held: true to keep it in',
  },
  release: {
    example: '- release: ESTOP',
    summary: 'lets a button go that was held; E-STOP and clamp stay as they are put',
  },
  inject: { example: '- inject: H-11:short', summary: 'breaks something, by id or name, with a variant' },
  clear: { example: '- clear: H-11', summary: 'mends it' },
  after: { example: '- after: 20 s', summary: 'lets time pass; { between: [1 s, 30 s] } draws it from the seed' },
  wait: {
    example: '- wait: { state: holding, within: 120 s }',
    summary: 'goes on once it is so, and fails where it is not in time',
  },
  expect: {
    example: '- expect: { tilt: { near: 75°, by: 1° }, within: 60 s }',
    summary: 'now, within a time, or for a time',
  },
  measure: {
    example: '- measure: { name: way up, until: { tilt: { reaches: 0° } }, within: 60 s }',
    summary:
      'a time, or the maximum, minimum or mean of a signal over a time; with atMost or atLeast it is an expectation',
  },
  console: {
    example: "- console: { line: status, answers: 'state holding' }",
    summary: 'a line for the console, and what its answer has in it',
  },
  scpi: { example: "- scpi: '*IDN?'", summary: 'a line for the SCPI port' },
  kill: { example: '- kill: host', summary: "ends the controller's process" },
  start: { example: '- start: host', summary: 'starts it anew' },
  stall: { example: '- stall: { host: 500 ms }', summary: 'stops it for 2 s, or for as long as it says' },
  link: {
    example: '- link: { drop: 1 %, delay: 50 ms }',
    summary: 'a bad cable: drop, flip, duplicate, delay; cut, and sound again',
  },
  repeat: { example: '- repeat: { times: 3, steps: [{ press: UP }, { after: 1 s }] }', summary: 'the same again' },
  random: {
    example: '- random: { seed: 7, times: 20, steps: [{ press: UP }, { press: DOWN }] }',
    summary: 'draws one of its steps each time',
  },
};
