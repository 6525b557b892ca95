import type { Json } from '../../json.js';
import { escapePointer } from '../format/unsafe-keys.js';

/** Values of a config that lie at one of the paths (`/`-joined, `*` for any index or key), with their JSON Pointers. */
export function valuesAt(config: Json, paths: readonly string[]): readonly { readonly pointer: string; readonly value: Json }[] {
  return paths.flatMap((path) =>
    descend(
      config,
      path.split('/').filter((part) => part !== ''),
      '',
    ),
  );
}

function descend(
  value: Json,
  [head, ...rest]: readonly string[],
  pointer: string,
): readonly { readonly pointer: string; readonly value: Json }[] {
  if (head === undefined) return [{ pointer, value }];
  if (typeof value !== 'object' || value === null) return [];
  const object = value as { readonly [key: string]: Json };
  const keys = head === '*' ? Object.keys(object) : Object.hasOwn(object, head) ? [head] : [];
  return keys.flatMap((key) => descend(object[key] as Json, rest, `${pointer}/${escapePointer(key)}`));
}
