// Puts what `agentflow` loads into a few files: reading and compiling a thousand modules is most of a start. Made by `npm run build` from the compiled packages;
// packages/cli/src/bundled-start.ts says when it is used. Run again after `tsc -b`: node infra/bundle/bundle-start.mjs
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { buildInfos } from './build-infos.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const outdir = path.join(root, 'packages/cli/dist/bundle');
/** Loaded from their own folders: they find files of theirs beside them. */
const KEPT_APART = ['libsql', 'pino', '@opentelemetry/sdk-node', '@opentelemetry/exporter-trace-otlp-proto'];
/** CommonJS modules ask for built-in ones by `require`, which a module of ECMAScript has not. */
const REQUIRE = "import { createRequire as requireOf } from 'node:module';\nconst require = requireOf(import.meta.url);";

/** Our modules find workers, children and assets beside themselves: in the bundle, too, each stands where it was compiled. */
const standingWhereTheyWere = {
  name: 'standing-where-they-were',
  setup({ onLoad }) {
    onLoad({ filter: /\/(packages|services)\/[^/]+\/dist\/.*\.js$/ }, ({ path: file }) => {
      const text = readFileSync(file, 'utf8');
      if (!text.includes('import.meta.url')) return undefined;
      const place = JSON.stringify(path.relative(outdir, file));
      return { contents: text.replaceAll('import.meta.url', `new URL(${place}, import.meta.url).href`), loader: 'js' };
    });
  },
};
/** What is loaded only when it is used stays out, unless it is ours: drivers, model clients, mail. */
const driversApart = {
  name: 'drivers-apart',
  setup({ onResolve }) {
    onResolve({ filter: /^[^.]/ }, ({ kind, path: name }) =>
      kind === 'dynamic-import' && !name.startsWith('@agentflow/') ? { path: name, external: true } : undefined,
    );
  },
};

rmSync(outdir, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: [{ in: 'packages/cli/dist/command.js', out: 'command' }],
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  outExtension: { '.js': '.mjs' },
  external: KEPT_APART,
  banner: { js: REQUIRE },
  plugins: [standingWhereTheyWere, driversApart],
  sourcemap: true,
  metafile: true,
  logLevel: 'warning',
});
// Last: without it the bundle is not used.
writeFileSync(path.join(outdir, 'made-from.json'), JSON.stringify(buildInfos(root, Object.keys(metafile.inputs))));
const bytes = Object.entries(metafile.outputs).reduce((sum, [name, output]) => (name.endsWith('.mjs') ? sum + output.bytes : sum), 0);
console.log(`bundled ${Object.keys(metafile.inputs).length} modules for the start: ${(bytes / 2 ** 20).toFixed(1)} MiB`);
