import { createTestCatalog, defectiveWorkflow, DEFECTS, replayTrace, seededRandom, structuredWorkflow } from '@agentflow/testkit';
import type { Json, JsonObject } from '../../json.js';
import type { WorkflowDefinition } from '../definition/definition.js';
import type { Problem } from '../validate/problem.js';
import { validateDefinition } from '../validate/validate.js';

const nodes = createTestCatalog();
const CODES = ['JOIN_UNREACHABLE', 'DEADLOCK', 'DEAD_NODE', 'SURPLUS_TOKEN', 'EACH_REGION_ENTERED', 'SOUNDNESS_UNKNOWN'];
const check = (definition: WorkflowDefinition): Problem[] => validateDefinition(definition as unknown as Json, { nodes });
const brief = (problem: Problem): string => `${problem.severity} ${problem.code} ${problem.nodeId}: ${problem.message}`;
const COUNT = 150;

/** Whether the engine, driven along the trace, shows what the problem says. */
function isSeen(definition: WorkflowDefinition, problem: Problem): boolean {
  const input: JsonObject = problem.code === 'DEAD_NODE' ? { k: 'a' } : {};
  const { driver, prefix } = replayTrace(definition, problem, input);
  const path = prefix + (problem.nodeId as string);
  const last = problem.trace?.at(-1);
  switch (last?.stands) {
    case 'waiting':
      return driver.events.some((event) => event.type === 'NodeFailed' && event.path === path && event.error.code === 'JOIN_UNREACHABLE');
    case 'late': {
      // It has begun, and the last path named was taken as well: later, or in the same decision.
      const began = driver.events.some((event) => 'path' in event && event.path === path && event.type !== 'NodeSkipped');
      const [pointer] = last.edges as [string];
      const { source, sourceHandle } = at(definition, pointer) as { readonly source: string; readonly sourceHandle: string };
      const taken = driver.events.some(
        (event) => event.type === 'NodeCompleted' && event.path === prefix + source && event.handles.includes(sourceHandle),
      );
      return began && taken;
    }
    default:
      return driver.state.scopes.has(prefix) && !driver.state.nodes.has(path) ? true : driver.state.nodes.get(path)?.status === 'skipped';
  }
}
function at(value: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce((inside, step) => (inside as { readonly [key: string]: unknown })[step], value);
}

describe('generated workflows', () => {
  it(`with one seeded defect each are found out, ${COUNT} of them, and the engine shows what the trace says`, () => {
    const found: Record<string, number> = {};
    const missed: string[] = [];
    const unseen: string[] = [];
    let shown = 0;
    for (let seed = 1; seed <= COUNT; seed++) {
      const { definition, defect, nodeId, code } = defectiveWorkflow(
        seededRandom(seed),
        DEFECTS[seed % DEFECTS.length] as (typeof DEFECTS)[number],
      );
      const problems = check(definition).filter((each) => CODES.includes(each.code));
      const problem = problems.find((each) => each.nodeId === nodeId && each.code === code);
      if (!problem) {
        missed.push(`seed ${seed} ${defect} at ${nodeId}: ${problems.map(brief).join('; ')}`);
        continue;
      }
      found[defect] = (found[defect] ?? 0) + 1;
      // An execution with a lane entered from outside is refused before it exists.
      if (code === 'EACH_REGION_ENTERED') continue;
      if (isSeen(definition, problem)) shown++;
      else unseen.push(`seed ${seed} ${defect}: ${brief(problem)} ${JSON.stringify(problem.trace)}`);
    }
    console.info(
      `seeded defects: ${COUNT - missed.length} of ${COUNT} found ${JSON.stringify(found)}; ${shown} traces reproduced by the engine`,
    );
    expect(missed).toEqual([]);
    expect(unseen).toEqual([]);
  });

  it(`without a defect raise no alarm, ${COUNT} of them`, () => {
    const alarms: string[] = [];
    let size = 0;
    for (let seed = 1; seed <= COUNT; seed++) {
      const { definition, bodies } = structuredWorkflow(seededRandom(10_000 + seed));
      size += bodies.reduce((sum, body) => sum + body.nodes.length, 0);
      const problems = check(definition).filter((each) => CODES.includes(each.code) || each.severity === 'error');
      if (problems.length > 0) alarms.push(`seed ${seed}: ${problems.map(brief).join('; ')}`);
    }
    console.info(`sound workflows: ${alarms.length} alarms in ${COUNT}, ${Math.round(size / COUNT)} nodes each on average`);
    expect(alarms).toEqual([]);
  });
});
