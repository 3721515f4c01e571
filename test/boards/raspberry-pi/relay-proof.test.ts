import { describe, expect, it } from 'vitest';
import { RelayProof } from '../../../boards/raspberry-pi/relay-proof.ts';
import { CLAMPS_CLOSED, E_STOP_CLOSED, INPUT, INPUTS_AT_REST } from '../../../src/domain/inputs.ts';

const UPRIGHT_AND_CLAMPED = INPUTS_AT_REST | INPUT.UPRIGHT_LIMIT;
const UPRIGHT_AND_OPEN = UPRIGHT_AND_CLAMPED & ~CLAMPS_CLOSED;
const CYCLE_MS = 10;

/** The relay drops 100 ms after the last edge, and picks up with the next. */
class Bench {
  readonly proof = new RelayProof();
  inputs = UPRIGHT_AND_OPEN;
  isStuck = false;
  isDead = false;
  sessionOpen = false;
  drops = 0;
  #nowMs = 0;
  #heldUntilMs = 0;

  pass(ms: number): void {
    for (const endMs = this.#nowMs + ms; this.#nowMs < endMs; this.#nowMs += CYCLE_MS) {
      const isHeld = this.isStuck || (!this.isDead && this.#nowMs < this.#heldUntilMs);
      if (!isHeld) this.drops += 1;
      const sight = { nowMs: this.#nowMs, inputs: this.inputs, isHeld, sessionOpen: this.sessionOpen };
      if (this.proof.holds(sight)) this.#heldUntilMs = this.#nowMs + 100;
    }
  }
}

describe('the return relay is tried', () => {
  it('each time the clamp closes upright, and stands for the session that follows', () => {
    const bench = new Bench();
    bench.pass(500);
    expect(bench.proof.missing).toContain('since the ankle clamp was open');
    bench.drops = 0;
    bench.inputs = UPRIGHT_AND_CLAMPED;
    bench.pass(500);
    expect(bench.proof.missing).toBeNull();
    expect(bench.drops).toBeGreaterThan(0);
    bench.drops = 0;
    bench.pass(60_000);
    expect(bench.drops).toBe(0);
    bench.inputs = UPRIGHT_AND_OPEN;
    bench.pass(100);
    expect(bench.proof.missing).not.toBeNull();
  });

  it('and one that does not drop, or does not pick up again, is said', () => {
    const stuck = new Bench();
    stuck.isStuck = true;
    stuck.inputs = UPRIGHT_AND_CLAMPED;
    stuck.pass(1000);
    expect(stuck.proof.missing).toContain('does not drop when its pin stands still');
    const dead = new Bench();
    dead.inputs = UPRIGHT_AND_CLAMPED;
    dead.pass(60);
    dead.isDead = true;
    dead.pass(1000);
    expect(dead.proof.missing).toContain('does not pick up again');
  });

  it.each([
    ['away from the upright limit, where it would move the table', INPUTS_AT_REST],
    ['with the clamp open', UPRIGHT_AND_OPEN],
    ['with E-STOP in, which cuts its coil', UPRIGHT_AND_CLAMPED & ~E_STOP_CLOSED],
  ])('but never %s', (_where, inputs) => {
    const bench = new Bench();
    bench.inputs = inputs;
    bench.pass(200);
    bench.drops = 0;
    bench.pass(2000);
    expect(bench.drops).toBe(0);
    expect(bench.proof.missing).not.toBeNull();
  });

  it('never in a session, and after one it is missing again', () => {
    const bench = new Bench();
    bench.pass(100);
    bench.inputs = UPRIGHT_AND_CLAMPED;
    bench.pass(500);
    bench.sessionOpen = true;
    bench.drops = 0;
    bench.pass(5000);
    bench.inputs = INPUTS_AT_REST;
    bench.pass(5000);
    expect(bench.drops).toBe(0);
    bench.proof.forget();
    expect(bench.proof.missing).not.toBeNull();
  });
});
