// Ends the servers of a folder, and deletes it, when the process that wanted them is gone, however it went:   node end-with-owner.mjs <pid> <start> <folder>
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createBackends } from './backends.mjs';
import { isAlive } from './process-identity.mjs';
import { SERVERS } from './servers/index.mjs';

const [pid, start, folder] = process.argv.slice(2);
while (isAlive({ pid: Number(pid), start })) {
  if (!existsSync(folder)) process.exit(0);
  await pause(1000);
}
if (existsSync(folder)) await createBackends({ servers: SERVERS, dataDir: folder, file: join(folder, 'backends.json') }).down();
rmSync(folder, { recursive: true, force: true });
