/** What changed between two values that share what did not, as a short list: compact enough to keep two hundred of them. */
import type { Json } from '../../api/types.js';

type Path = readonly (string | number)[];
/** `[path, value]` sets, `[path]` drops a member; `[path, at, gone, items]` takes `gone` items of a list out at `at` and puts others in. */
export type Patch = readonly [Path] | readonly [Path, Json] | readonly [Path, number, number, readonly Json[]];

const isObject = (value: unknown): value is Record<string, Json> => typeof value === 'object' && value !== null && !Array.isArray(value);
const idOf = (value: Json): unknown => (isObject(value) ? value['id'] : undefined);
/** Whether two items of a list are the same thing, changed or not. */
const alike = (a: Json, b: Json): boolean =>
  a === b || (isObject(a) && isObject(b) && idOf(a) !== undefined && idOf(a) === idOf(b)) || sameText(a, b);
const sameText = (a: Json, b: Json): boolean => typeof a === typeof b && JSON.stringify(a) === JSON.stringify(b);

/** The patches that make `to` of `from`. Equal parts that are the same object cost nothing. */
export function diffValues(from: Json, to: Json, path: Path = []): Patch[] {
  if (from === to) return [];
  if (isObject(from) && isObject(to)) {
    const patches: Patch[] = Object.keys(from).flatMap((key) =>
      Object.hasOwn(to, key) && to[key] !== undefined ? [] : [[[...path, key]] as Patch],
    );
    for (const [key, value] of Object.entries(to)) {
      if (value === undefined) continue;
      if (Object.hasOwn(from, key) && from[key] !== undefined) patches.push(...diffValues(from[key] as Json, value, [...path, key]));
      else patches.push([[...path, key], value]);
    }
    return patches;
  }
  if (Array.isArray(from) && Array.isArray(to)) {
    const [a, b] = [from as readonly Json[], to as readonly Json[]];
    let head = 0;
    while (head < a.length && head < b.length && alike(a[head] as Json, b[head] as Json)) head++;
    let tail = 0;
    while (tail < a.length - head && tail < b.length - head && alike(a[a.length - 1 - tail] as Json, b[b.length - 1 - tail] as Json))
      tail++;
    const patches: Patch[] = [];
    const [gone, items] = [a.length - head - tail, b.slice(head, b.length - tail)];
    if (gone > 0 && gone === items.length) {
      // The same number of things: each changed in place.
      items.forEach((item, index) => patches.push(...diffValues(a[head + index] as Json, item, [...path, head + index])));
    } else if (gone > 0 || items.length > 0) patches.push([path, head, gone, items]);
    const shift = b.length - a.length;
    for (let index = 0; index < a.length; index++) {
      if (index >= head && index < a.length - tail) continue;
      const now = index < head ? index : index + shift;
      patches.push(...diffValues(a[index] as Json, b[now] as Json, [...path, now]));
    }
    return patches;
  }
  return [[path, to]];
}
/** Applies patches in their order; what they do not touch stays the same object. @throws Error when a patch does not fit */
export const patchValue = (value: Json, patches: readonly Patch[]): Json =>
  patches.reduce<Json>((next, patch) => apply(next, patch, 0), value);
function apply(value: Json, patch: Patch, depth: number): Json {
  const [path] = patch;
  const step = path[depth];
  if (step === undefined) {
    if (patch.length === 2) return patch[1];
    if (patch.length !== 4 || !Array.isArray(value)) throw new Error('a patch does not fit');
    const list = [...(value as readonly Json[])];
    list.splice(patch[1], patch[2], ...patch[3]);
    return list;
  }
  if (Array.isArray(value)) {
    const list = [...(value as readonly Json[])];
    const at = Number(step);
    if (at >= list.length) throw new Error('a patch does not fit');
    list[at] = apply(list[at] as Json, patch, depth + 1);
    return list;
  }
  if (!isObject(value)) throw new Error('a patch does not fit');
  const copy = { ...value };
  if (depth === path.length - 1 && patch.length === 1) delete copy[step];
  else if (depth === path.length - 1 && patch.length === 2) copy[step] = patch[1];
  else copy[step] = apply(copy[step] as Json, patch, depth + 1);
  return copy;
}
/** A text as a change of another: `[begin, gone, put]`. */
export type TextPatch = readonly [number, number, string];
export function diffText(from: string, to: string): TextPatch {
  let head = 0;
  const most = Math.min(from.length, to.length);
  while (head < most && from.charCodeAt(head) === to.charCodeAt(head)) head++;
  let tail = 0;
  while (tail < most - head && from.charCodeAt(from.length - 1 - tail) === to.charCodeAt(to.length - 1 - tail)) tail++;
  return [head, from.length - head - tail, to.slice(head, to.length - tail)];
}
export const patchText = (text: string, [at, gone, put]: TextPatch): string => text.slice(0, at) + put + text.slice(at + gone);
