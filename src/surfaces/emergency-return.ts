import type { CommandReply } from '../domain/commands.ts';
import type { OperatorLink } from '../ports/operator-link.ts';

/** A second of cycles: whoever still refuses then has a reason that asking again will not move. */
const MAX_REPEATS = 100;

/**
 * The emergency byte's way to the table. It asks within the call that brought the byte, once a chunk; a table that has
 * too much to do to take it is asked again with every poll.
 */
export class EmergencyReturn {
  readonly #link: OperatorLink;
  #askedInChunk = false;
  #repeats: number | null = null;
  #reply: CommandReply | null = null;

  constructor(link: OperatorLink) {
    this.#link = link;
  }

  nextChunk(): void {
    this.#askedInChunk = false;
  }

  ask(): void {
    if (this.#askedInChunk) return;
    this.#askedInChunk = true;
    this.#repeats = 0;
    this.#send();
  }

  poll(): void {
    if (this.#repeats === null) return;
    this.#repeats += 1;
    this.#send();
  }

  /** The answer, when it is final. */
  takeReply(): CommandReply | null {
    if (this.#repeats !== null) return null;
    const reply = this.#reply;
    this.#reply = null;
    return reply;
  }

  #send(): void {
    this.#reply = this.#link.send({ kind: 'return' });
    const mayBeTakenLater = !this.#reply.ok && this.#reply.code === 'NOT_NOW';
    if (!mayBeTakenLater || (this.#repeats ?? 0) >= MAX_REPEATS) this.#repeats = null;
  }
}
