import { statSync } from 'node:fs';
import path from 'node:path';

/** What the compiler noted last of each package that these modules (paths from `root`) are of: path of its note, and when it was written, in milliseconds since 1970. */
export function buildInfos(root, modules) {
  const packages = new Set(modules.flatMap((module) => /^(packages|services)\/[^/]+(?=\/dist\/)/.exec(module)?.[0] ?? []));
  return [...packages].sort().map((folder) => {
    const file = `${folder}/dist/.tsbuildinfo`;
    return [file, statSync(path.join(root, file)).mtimeMs];
  });
}
