/** A program message and its line end; what is longer is none. */
export const MAX_MESSAGE_BYTES = 512;

export type SplitMessage = { readonly kind: 'message'; readonly text: string } | { readonly kind: 'too-long' };

/** Bytes in, messages out: they end with LF, CR or both. Holds at most one message. */
export class MessageSplitter {
  #rest = '';
  #tooLong = false;

  /** The messages that end within these bytes. Empty ones are none. */
  feed(bytes: Uint8Array): readonly SplitMessage[] {
    const messages: SplitMessage[] = [];
    // One character a byte: what is no ASCII is seen as such later.
    const pieces = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      .toString('latin1')
      .split(/[\r\n]+/);
    for (const [index, piece] of pieces.entries()) {
      if (index > 0) this.#end(messages);
      this.#add(piece);
    }
    return messages;
  }

  /** The input is over: that ends a message too. */
  finish(): readonly SplitMessage[] {
    const messages: SplitMessage[] = [];
    this.#end(messages);
    return messages;
  }

  clear(): void {
    this.#rest = '';
    this.#tooLong = false;
  }

  #add(piece: string): void {
    if (this.#tooLong) return;
    if (this.#rest.length + piece.length > MAX_MESSAGE_BYTES) {
      this.#rest = '';
      this.#tooLong = true;
    } else this.#rest += piece;
  }

  #end(messages: SplitMessage[]): void {
    if (this.#tooLong) messages.push({ kind: 'too-long' });
    else if (this.#rest !== '') messages.push({ kind: 'message', text: this.#rest });
    this.clear();
  }
}
