#!/usr/bin/env node
// The command lies outside dist, because npm links a command while it installs, before the build has made dist, and skips one that is not there.
import { existsSync } from 'node:fs';

const main = new URL('../dist/main.js', import.meta.url);
if (existsSync(main)) await import(main.href);
else {
  process.stderr.write('agentflow: this checkout is not built: run `npm run build` in its root folder\n');
  process.exitCode = 2;
}
