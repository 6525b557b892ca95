import { execFileSync } from 'node:child_process';
import { curlOf } from './curl.js';

describe('the call to copy', () => {
  it('survives a shell, quotes and all', () => {
    const input = { text: `it's "quoted" $HOME \`id\`` };
    const call = curlOf('http://localhost:8420', { workflowId: 'a b', revision: 3, input });
    const args = execFileSync('sh', ['-c', `curl() { for a; do printf '%s\\0' "$a"; done; }; uuidgen() { echo u; }; ${call}`], {
      encoding: 'utf8',
    }).split('\0');
    expect(args[2]).toBe('http://localhost:8420/api/v1/workflows/a%20b/execute');
    expect(JSON.parse(args[args.indexOf('-d') + 1] ?? '')).toEqual({ input, revision: 3 });
  });
});
