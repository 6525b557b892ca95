import { fileURLToPath } from 'node:url';

/**
 * The built JavaScript beside `importMetaUrl`: threads and child processes load files by path and cannot read TypeScript, so a module
 * that runs from `src/` (under a test runner) names its twin in `dist/`.
 */
export function builtFile(importMetaUrl: string, relative: string): string {
  const path = fileURLToPath(new URL(relative, importMetaUrl));
  const at = path.lastIndexOf('/src/');
  return at < 0 || path.includes('/dist/') ? path : `${path.slice(0, at)}/dist/${path.slice(at + 5)}`;
}
