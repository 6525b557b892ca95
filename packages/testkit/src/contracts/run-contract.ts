import { provideBackend, whyNoBackend } from '../backends/backend-env.js';
import type { Contract, ContractRun } from './contract.js';

interface TestGlobals {
  readonly describe: { (name: string, body: () => void): void; skip(name: string, body: () => void): void };
  readonly beforeAll: (body: () => Promise<unknown>, timeoutMs: number) => void;
  readonly it: { (name: string, body: () => Promise<void>): void; skip(name: string, body: () => void): void };
}
/** A container's image may have to be fetched first. */
const PROVIDE_MS = 300_000;

/** Registers a contract's cases with the test framework: each on data of its own, opened and closed around it. */
export function runContract<Port>(contract: Contract<Port>, { adapter, needs, open, except = {} }: ContractRun<Port>): void {
  const { beforeAll, describe, it } = globalThis as unknown as TestGlobals;
  const title = `${contract.port} on ${adapter}`;
  const unknown = Object.keys(except).filter((name) => !contract.cases.some((one) => one.name === name));
  if (unknown.length > 0) throw new Error(`${title}: no case is named "${unknown.join('", "')}"`);
  const missing = needs === undefined ? undefined : whyNoBackend(needs);
  if (missing !== undefined) {
    console.warn(`SKIPPED: ${title} (${contract.cases.length} cases): ${missing}`);
    describe.skip(`${title} [${missing}]`, () => contract.cases.forEach(({ name }) => it.skip(name, () => undefined)));
    return;
  }
  describe(title, () => {
    if (needs !== undefined) beforeAll(() => provideBackend(needs), PROVIDE_MS);
    for (const { name, needsReopen, run } of contract.cases) {
      const reason = except[name];
      if (reason !== undefined) {
        it.skip(`${name} [${reason}]`, () => undefined);
        continue;
      }
      it(name, async () => {
        const fixture = await open();
        try {
          if (needsReopen && !fixture.reopen)
            throw new Error('the adapter says not how it is reopened: name the case in `except` with the reason');
          await run(fixture);
        } finally {
          await fixture.close();
        }
      });
    }
  });
}
