import type { Unit } from '../config/quantities.ts';

const PERCENT = /^(\d{1,3}(?:\.\d{1,3})?)\s*%$/;

/** A share of the whole, 0 .. 1. It is always written with its %: a bare 1 could be all of it or next to nothing. */
export const SHARE: Unit = {
  name: 'a share',
  example: '50 %',
  parse: (input) => {
    const [, digits] = PERCENT.exec(String(input).trim()) ?? [];
    if (digits !== undefined) return { ok: true, value: Number(digits) / 100 };
    return {
      ok: false,
      what: `'${String(input).slice(0, 40)}' is not a share`,
      remedy: "write for example '50 %'",
    };
  },
  format: (value) => `${Number((value * 100).toFixed(3))} %`,
};
