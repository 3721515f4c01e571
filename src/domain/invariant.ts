/**
 * An assertion that stays on in production. It guards against the programmer's error only; an expected failure is a
 * value. Inside a cycle its throw is caught, and the rider is brought up by the fallback return.
 */
export function invariant(holds: boolean, because: string): asserts holds {
  if (!holds) throw new Error(`invariant: ${because}`);
}
