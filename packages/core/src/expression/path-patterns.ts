/**
 * A set of paths into a value, `/`-joined, `*` for any index or key (`messages/*` …). What lies below a path belongs to it.
 * Walks down with `step`; `whole` says that the value here is in the set.
 */
export interface PathSet {
  readonly whole: boolean;
  step(key: string | number): PathSet;
}
const NONE: PathSet = { whole: false, step: () => NONE };
const ALL: PathSet = { whole: true, step: () => ALL };

export function pathSet(patterns: readonly string[]): PathSet {
  return fromParts(patterns.map((pattern) => pattern.split('/').filter((part) => part !== '')));
}

function fromParts(patterns: readonly (readonly string[])[]): PathSet {
  if (patterns.length === 0) return NONE;
  if (patterns.some((parts) => parts.length === 0)) return ALL;
  return {
    whole: false,
    step: (key) => fromParts(patterns.filter(([head]) => head === '*' || head === String(key)).map(([, ...rest]) => rest)),
  };
}
