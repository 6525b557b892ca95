import { readdirSync, readFileSync } from 'node:fs';
import { createTestCatalog, GOLDEN_SCENARIOS, type GoldenHistory } from '@agentflow/testkit';
import type { Json } from '../../json.js';
import { compileDefinition } from '../../workflow/compile/compile.js';
import type { Plan } from '../../workflow/compile/plan.js';
import { foldCommit } from '../state/fold.js';
import { presentExecution } from '../views/present.js';
import { Replay } from '../recovery/replay.js';
import { createState } from '../state/state.js';

const folder = new URL('../../../golden/', import.meta.url);
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.replace('.json', ''));
const read = (name: string): GoldenHistory => JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as GoldenHistory;

describe('golden histories, recorded by earlier engines', () => {
  it('are there for every family: npm run golden:record -- <name> adds one', () => {
    expect(Object.keys(GOLDEN_SCENARIOS).filter((name) => !names.includes(name))).toEqual([]);
  });
  it.each(names)('%s folds to what was shown, and is decided the same again', (name) => {
    const { definitions, subflows, commits, values, view } = read(name);
    const plans = new Map<string, Plan>(
      definitions.map(({ digest, definition }) => [digest, compileDefinition(definition, createTestCatalog(), { digest, subflows })]),
    );
    const [first] = commits;
    if (!first) throw new Error('no commits');
    const plan = plans.get(definitions[0]?.digest as string) as Plan;
    const state = createState(first.org, first.executionId, plan);
    for (const [digest, other] of plans) state.plans.set(digest, other);
    for (const commit of commits) foldCommit(state, commit);
    expect(presentExecution(state, commits.length, true)).toMatchObject(view as object);
    const replay = new Replay(first.org, first.executionId, plan);
    for (const commit of commits) {
      const loaded = new Map(Replay.needsOf(commit).map((digest) => [digest, JSON.parse(values[digest] as string) as Json]));
      expect(replay.step(commit, loaded, plans)).toBeUndefined();
    }
    expect(replay.state.seq).toBe(state.seq);
  });
});
