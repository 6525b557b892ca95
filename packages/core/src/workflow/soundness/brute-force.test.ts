import { createTestCatalog, exploreExecutions, seededRandom, smallWorkflow } from '@agentflow/testkit';
import type { Json } from '../../json.js';
import type { WorkflowDefinition } from '../definition/definition.js';
import { validateDefinition } from '../validate/validate.js';

const nodes = createTestCatalog();
const GRAPHS = Number(process.env['SOUNDNESS_GRAPHS'] ?? 150);
const LIMIT = 3_000;
const sorted = (ids: Iterable<string>): readonly string[] => [...ids].sort();

/** What the analysis says, as sets of nodes. */
function analyse(definition: WorkflowDefinition): { readonly [K in 'stuck' | 'never' | 'surplus']: ReadonlySet<string> } {
  const problems = validateDefinition(definition as unknown as Json, { nodes });
  const of = (...codes: readonly string[]): ReadonlySet<string> =>
    new Set(problems.filter((each) => codes.includes(each.code)).map((each) => each.nodeId as string));
  expect(of('SOUNDNESS_UNKNOWN').size).toBe(0);
  return { stuck: of('DEADLOCK', 'JOIN_UNREACHABLE'), never: of('DEAD_NODE', 'JOIN_UNREACHABLE'), surplus: of('SURPLUS_TOKEN') };
}
/** Nodes whose stray tokens are told: those that absorb them without saying so. */
function mayAbsorb({ join }: WorkflowDefinition['nodes'][number]): boolean {
  if (typeof join !== 'object') return join === 'any';
  return !('n' in join) || join.cancel === undefined;
}

describe('the analysis of small random graphs', () => {
  it(`says what the engine does over all choices and orders, in ${GRAPHS} of them`, () => {
    const counts = { graphs: 0, executions: 0, stuck: 0, never: 0, surplus: 0, clean: 0, skipped: 0 };
    const differences: string[] = [];
    for (let seed = 1; seed <= GRAPHS; seed++) {
      const definition = smallWorkflow(seededRandom(seed));
      const explored = exploreExecutions(definition, LIMIT);
      if (!explored) {
        counts.skipped++;
        continue;
      }
      const said = analyse(definition);
      const recovers = (id: string): boolean => definition.edges.some((edge) => edge.source === id && edge.sourceHandle === 'error');
      const unhandled = new Set(definition.nodes.filter((node) => node.onError === undefined && !recovers(node.id)).map((node) => node.id));
      const never = definition.nodes.filter((node) => node.type !== 'start' && !explored.began.has(node.id)).map((node) => node.id);
      const stuck = sorted([...explored.stuck].filter((id) => unhandled.has(id) || never.includes(id)));
      const surplus = sorted([...explored.late].filter((id) => mayAbsorb(definition.nodes.find((node) => node.id === id) as never)));
      const compare = (what: string, engine: readonly string[], analysis: readonly string[]): void => {
        if (engine.join() !== analysis.join())
          differences.push(`seed ${seed} ${what}: engine [${engine.join()}], analysis [${analysis.join()}]`);
      };
      // A join that asks for more edges than it has is refused even where no token comes near it.
      compare('stuck', stuck, sorted([...said.stuck].filter((id) => explored.stuck.has(id) || !never.includes(id))));
      // Where a node of type fail ends what would come late, nothing is lost that is not lost anyway.
      const ends = definition.nodes.some((node) => node.type === 'fail' && explored.began.has(node.id));
      compare(
        'surplus',
        surplus.filter((id) => !ends || said.surplus.has(id)),
        sorted(said.surplus),
      );
      for (const id of said.never) if (!never.includes(id)) differences.push(`seed ${seed}: ${id} begins, but is said never to`);
      // Each dead node is told, or lies behind one that is; where executions fail before they come to an end, more may never be seen to run.
      if (stuck.length === 0 && !definition.nodes.some((node) => node.type === 'fail')) {
        const behind = reach(definition, said.never);
        for (const id of never)
          if (!behind.has(id) && !mayBeCancelled(definition, id)) differences.push(`seed ${seed}: ${id} never begins, and nothing says so`);
      }
      counts.graphs++;
      counts.executions += explored.executions;
      counts.stuck += stuck.length > 0 ? 1 : 0;
      counts.never += said.never.size > 0 ? 1 : 0;
      counts.surplus += surplus.length > 0 ? 1 : 0;
      counts.clean += stuck.length + said.never.size + surplus.length === 0 ? 1 : 0;
    }
    console.info(`brute force: ${JSON.stringify(counts)}, ${differences.length} differences`);
    expect(differences).toEqual([]);
    expect(counts.skipped).toBeLessThan(GRAPHS / 10);
  }, 300_000);
});

function reach(definition: WorkflowDefinition, from: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set(from);
  for (const id of found) for (const edge of definition.edges) if (edge.source === id) found.add(edge.target);
  return found;
}
/** Whether every way on leads through a join that cancels: if that begins at once, the node never does, which is a matter of time and not of choices. */
function mayBeCancelled(definition: WorkflowDefinition, id: string): boolean {
  const cancels = ({ join }: WorkflowDefinition['nodes'][number]): boolean =>
    join === 'first' || (typeof join === 'object' && 'n' in join && join.cancel === true);
  const targets = definition.edges
    .filter((edge) => edge.source === id)
    .map((edge) => definition.nodes.find((node) => node.id === edge.target));
  return targets.length > 0 && targets.every((node) => node !== undefined && (cancels(node) || mayBeCancelled(definition, node.id)));
}
