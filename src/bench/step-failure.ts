import type { Failure } from './scenario-result.ts';

/** Ends a run: something was not as expected. */
export class StepFailure extends Error {
  override readonly name = 'StepFailure';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(`${failure.signal}: expected ${failure.expected}, saw ${failure.seen}`);
    this.failure = failure;
  }
}
