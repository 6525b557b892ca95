import { jest } from '@jest/globals';
import type { Contract } from './contract.js';
import { runContract } from './run-contract.js';

const contract: Contract<string> = {
  port: 'Port',
  cases: [
    { name: 'works', run: async ({ port }) => expect(port).toBe('open') },
    { name: 'does not apply', run: async () => Promise.reject(new Error('never run')) },
  ],
};
const events: string[] = [];
const open = async () => ({ port: 'open', passTime: async () => undefined, close: async () => void events.push('closed') });

describe('runContract', () => {
  runContract(contract, { adapter: 'this', open, except: { 'does not apply': 'it has none' } });
  const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  runContract(contract, { adapter: 'that', needs: 'AGENTFLOW_NO_SUCH_SERVER', open });
  const warned = warn.mock.calls.flat().join();
  warn.mockRestore();

  it('closes what it opened, and says aloud what it skips', () => {
    expect(events).toEqual(['closed']);
    expect(warned).toContain('Port on that (2 cases): AGENTFLOW_NO_SUCH_SERVER is not set');
  });

  it('refuses an exception for a case that does not exist', () => {
    expect(() => runContract(contract, { adapter: 'x', open, except: { 'no such case': 'typo' } })).toThrow('no such case');
  });
});
