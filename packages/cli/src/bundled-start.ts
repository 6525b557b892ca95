import { readFileSync, statSync } from 'node:fs';

const BUNDLE = new URL('./bundle/', import.meta.url);
const ROOT = new URL('../../../', import.meta.url);

/**
 * The module with the command and all it needs in a few files (infra/bundle), or `undefined` where there is none, or one that was made of other code than what is compiled now:
 * after `tsc -b` alone a start reads its modules one by one and takes about half a second of CPU longer.
 */
export function bundledStart(bundle = BUNDLE, root = ROOT): string | undefined {
  try {
    const madeFrom = JSON.parse(readFileSync(new URL('made-from.json', bundle), 'utf8')) as readonly [file: string, mtimeMs: number][];
    const isCurrent = madeFrom.every(([file, mtimeMs]) => statSync(new URL(file, root)).mtimeMs === mtimeMs);
    return isCurrent ? new URL('command.mjs', bundle).href : undefined;
  } catch {
    return undefined;
  }
}
