import { type HazardId, isMetByBrake, type LatchedFault } from '../domain/faults.ts';
import type { SafetyVerdict } from '../domain/verdict.ts';
import type { Check, SafetyInput } from './check.ts';
import { TrustedSource } from './trusted-source.ts';

/** Faults kept between two acknowledgements; there are fewer hazards than this. */
const MAX_LATCHED = 100;

/**
 * Runs the checks in order and latches what they find. A fault stays until it is acknowledged and gone; one that
 * comes again is raised again, so that the machine may answer it again.
 */
export class SafetyEvaluator {
  readonly #checks: readonly Check[];
  readonly #present: boolean[];
  readonly #trust = new TrustedSource();
  readonly #faults: LatchedFault[] = [];
  readonly #raised: LatchedFault[] = [];
  readonly verdict: SafetyVerdict;

  constructor(checks: readonly Check[]) {
    this.#checks = checks;
    this.#present = checks.map(() => false);
    this.verdict = {
      raised: this.#raised,
      faults: this.#faults,
      returnDemanded: false,
      trusted: 'potentiometer',
      inDoubt: false,
      mustBrake: false,
      clampsLost: false,
    };
  }

  /** Returns the one verdict record, rewritten. */
  update(input: SafetyInput): SafetyVerdict {
    const verdict = this.verdict;
    if (this.#raised.length > 0) this.#raised.length = 0;
    for (let index = 0; index < this.#checks.length; index += 1) {
      const check = this.#checks[index] as Check;
      const present = check.present(input);
      if (present !== this.#present[index]) {
        this.#present[index] = present;
        this.#noteChange(check, present, input);
      }
    }
    verdict.trusted = this.#trust.update(input.estimate);
    verdict.inDoubt = this.#trust.inDoubt;
    if (verdict.trusted === 'none') this.#latchOnce('H-14', input);
    return verdict;
  }

  /** Clears every latched fault whose cause is gone. Returns what remains. */
  acknowledge(): readonly LatchedFault[] {
    const remaining = this.#faults.filter((fault) => this.isPresent(fault.id));
    this.#faults.length = 0;
    this.#faults.push(...remaining);
    if (remaining.length === 0) this.#trust.reset();
    this.verdict.clampsLost = this.isPresent('H-21');
    this.verdict.returnDemanded = remaining.some((fault) => fault.reaction === 'RET' || fault.reaction === 'BLIND');
    return remaining;
  }

  isPresent(id: HazardId): boolean {
    return this.#checks.some((check, index) => check.id === id && this.#present[index] === true);
  }

  #noteChange(check: Check, present: boolean, input: SafetyInput): void {
    const verdict = this.verdict;
    if (isMetByBrake(check.id))
      verdict.mustBrake = this.#checks.some((each, index) => this.#present[index] === true && isMetByBrake(each.id));
    if (check.id === 'H-21' && present) verdict.clampsLost = true;
    if (!present) return;
    this.#trust.faultRaised(check.id, input.estimate);
    this.#latch({ id: check.id, reaction: check.reaction, atMs: input.estimate.nowMs });
  }

  #latchOnce(id: HazardId, input: SafetyInput): void {
    if (this.#faults.some((fault) => fault.id === id)) return;
    this.#latch({ id, reaction: 'BLIND', atMs: input.estimate.nowMs });
  }

  #latch(fault: LatchedFault): void {
    this.#raised.push(fault);
    if (fault.reaction === 'RET' || fault.reaction === 'BLIND') this.verdict.returnDemanded = true;
    if (this.#faults.length < MAX_LATCHED && !this.#faults.some((known) => known.id === fault.id)) {
      this.#faults.push(fault);
    }
  }
}
