import type { IdSource } from '@agentflow/ports';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'; // Crockford's base 32, as ULIDs use it
/** Ids that are the same in every run with the same seed: shaped like ULIDs, rising. Secrets are as predictable: for tests alone. */
export function createTestIds(seed = 1): IdSource {
  let state = seed >>> 0;
  let count = 0;
  /** mulberry32 (Tommy Ettinger, public domain): 32 well-mixed bits per call. */
  const draw = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
  const letters = (length: number): string => Array.from({ length }, () => ALPHABET[draw() & 31]).join('');
  return {
    next() {
      let rest = ++count;
      let text = '';
      for (let i = 0; i < 10; i++, rest = Math.floor(rest / 32)) text = ALPHABET[rest % 32]! + text;
      return text + letters(16);
    },
    seed: () => draw() * 0x20_0000 + (draw() & 0x1f_ffff),
    secret: () => letters(40),
  };
}
