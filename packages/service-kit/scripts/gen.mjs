// Makes src/gen from proto/: TypeScript types (proto-loader-gen-types) and the descriptors as data, so that running code needs no .proto files.
// `node scripts/gen.mjs [folder]` writes there instead, for the test that compares.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import protobuf from 'protobufjs';

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const protoDir = resolve(here, '../../../proto');
const outDir = resolve(process.argv[2] ?? join(here, '../src/gen'));
const files = readdirSync(protoDir, { recursive: true })
  .map(String)
  .filter((file) => file.endsWith('.proto'))
  .sort();

rmSync(outDir, { recursive: true, force: true });
mkdirSync(outDir, { recursive: true });
const loader = join(dirname(require.resolve('@grpc/proto-loader/package.json')), 'build/bin/proto-loader-gen-types.js');
execFileSync(process.execPath, [
  loader,
  ...['--longs=Number', '--enums=String', '--grpcLib=@grpc/grpc-js', '--importFileExtension=.js', '--includeComments'],
  ...['-I', protoDir, '-O', outDir],
  ...files.filter((file) => !file.includes('/common/')),
]);

// the loader writes absolute paths into its comments: the output must be the same on every machine
for (const file of readdirSync(outDir, { recursive: true }).map(String)) {
  if (!file.endsWith('.ts')) continue;
  const text = readFileSync(join(outDir, file), 'utf8');
  writeFileSync(join(outDir, file), text.replace(/^\/\/ Original file: .*?((agentflow|google)\/.*)$/m, '// From $1'));
}

const root = new protobuf.Root();
root.resolvePath = (_origin, target) =>
  target.startsWith('google/') ? join(dirname(require.resolve('protobufjs/package.json')), target) : join(protoDir, target);
root.loadSync(files);
const json = root.toJSON({ keepComments: false });
delete json.nested.google;
for (const name of ['nullable', 'list']) delete json.nested.agentflow.nested.common.nested.v1.nested[name]; // options are read from the data; their declarations need google's descriptors
writeFileSync(
  join(outDir, 'descriptors.ts'),
  `// Made by scripts/gen.mjs from ${files.length} files of proto/. Do not edit.\nexport const descriptors = ${JSON.stringify(json, null, 1)};\n`,
);
