import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const [brotli, zip] = [promisify(brotliCompress), promisify(gzip)];
const WORTH = /\.(js|css|svg|html|json)$/;
/** Smaller files are one packet either way. */
const LEAST_BYTES = 1024;

/** Writes `.br` and `.gz` beside each file of the build, so that the server sends them as they are and compresses nothing itself. */
export function precompressed(): Plugin {
  let folder = '';
  return {
    name: 'agentflow-precompressed',
    apply: 'build',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir);
    },
    async closeBundle() {
      for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !WORTH.test(entry.name)) continue;
        const file = join(entry.parentPath, entry.name);
        const plain = await readFile(file);
        if (plain.length < LEAST_BYTES) continue;
        const [small, common] = await Promise.all([
          brotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } }),
          zip(plain, { level: 9 }),
        ]);
        await Promise.all([writeFile(`${file}.br`, small), writeFile(`${file}.gz`, common)]);
      }
    },
  };
}
