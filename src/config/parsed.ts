/** A quantity that was read, or what is wrong with it and how it is written. */
export type Parsed = { readonly ok: true; readonly value: number } | Refused;

export interface Refused {
  readonly ok: false;
  readonly what: string;
  readonly remedy: string;
}
