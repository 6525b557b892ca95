import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(process.cwd(), 'packages/service-kit');
const read = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true })
      .map(String)
      .filter((file) => file.endsWith('.ts'))
      .sort()
      .map((file) => [file, readFileSync(join(folder, file), 'utf8')]),
  );

describe('src/gen', () => {
  it('is what `npm run -w @agentflow/service-kit gen` makes of proto/ today', () => {
    const folder = mkdtempSync(join(tmpdir(), 'agentflow-gen-'));
    try {
      execFileSync(process.execPath, [join(root, 'scripts/gen.mjs'), folder]);
      expect(read(join(root, 'src/gen'))).toEqual(read(folder));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
  it('has a comment above every field of proto/', () => {
    const proto = join(process.cwd(), 'proto');
    for (const file of readdirSync(proto, { recursive: true }).map(String)) {
      if (!file.endsWith('.proto')) continue;
      const lines = readFileSync(join(proto, file), 'utf8').split('\n');
      lines.forEach((line, i) => {
        if (/ = \d+( \[|;)/.test(line))
          expect(`${file}: ${lines[i - 1]!.trim().slice(0, 2)} ${line.trim()}`).toBe(`${file}: // ${line.trim()}`);
      });
    }
  });
});
