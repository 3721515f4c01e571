import { basename, dirname, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The schema of this package, from the sources and from what is built of them. */
const SCHEMA = fileURLToPath(
  new URL(
    import.meta.url.endsWith('.ts') ? '../../../docs/scenario.schema.json' : '../../../../docs/scenario.schema.json',
    import.meta.url,
  ),
);

/** A scenario that runs on any target with a rider, and says what else it could say. */
export function scenarioTemplate(file: string): string {
  const schema = relative(dirname(resolve(file)), SCHEMA)
    .split(sep)
    .join('/');
  const name = basename(file).replace(/\.ya?ml$/i, '');
  return `# yaml-language-server: $schema=${schema}
# A scenario of Upright's bench: what is done to a table, and what it has to do then.
# upright bench run ${basename(file)}    runs it and judges the table
# upright bench vocabulary    signals, states, buttons, steps and faults

name: ${JSON.stringify(`${name.slice(0, 60)}: RETURN brings the rider up`)}
summary: RETURN is pressed in a hold, and the table comes up at once

# A name of 'upright programs list', a file beside this one, or the steps themselves:
program:
  name: one-short-hold
  steps:
    - hold: -30°
      for: 1 min

rider: { massKg: 85, answers: true }   # none: the table is empty
seed: 1                                # of the noise that the sensors have

# Watched at every sample of the run, every 10 ms:
never:
  - { signal: rate, above: 6°/s }

steps:
  - press: START                       # for 200 ms; { button: UP, for: 2 s } for longer
  - wait: { state: holding, within: 120 s }
  - after: 5 s
  - press: RETURN
  # From the step's start. Several signals have to be right at one and the same sample.
  - expect: { signal: drive.duty, above: 0, within: 100 ms }
  - measure: { name: way to level, until: { signal: tilt, reaches: 0° }, within: 20 s }
  - expect: { state: locked, tilt: { near: 75°, by: 1° }, within: 60 s }
`;
}
