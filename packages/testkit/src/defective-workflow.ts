import type { NodeDefinition, WorkflowDefinition } from '@agentflow/core';
import type { Random } from './random-workflow.js';
import { structuredWorkflow, type BodyBuilder, type MeetingPoint } from './structured-workflow.js';

export const DEFECTS = [
  'more than can arrive',
  'exclusive branches meet',
  'a branch that may not arrive',
  'any over parallel branches',
  'fewer than arrive',
  'condition never true',
  'time-out that never comes',
  'contradicting conditions',
  'each entered from outside',
] as const;
export type Defect = (typeof DEFECTS)[number];
export interface DefectiveWorkflow {
  readonly definition: WorkflowDefinition;
  readonly defect: Defect;
  /** Where it is to be found, and by which code. */
  readonly nodeId: string;
  readonly code: string;
}

/** A structured workflow with one seeded defect; another seed is drawn where the kind of defect finds no place. */
export function defectiveWorkflow(random: Random, defect: Defect): DefectiveWorkflow {
  for (;;) {
    const { definition, meetings, bodies } = structuredWorkflow(random);
    const body = bodies[random(bodies.length)] as BodyBuilder;
    const found = seed(random, defect, meetings, body);
    if (found) return { definition, defect, ...found };
  }
}

type Seeded = Pick<DefectiveWorkflow, 'nodeId' | 'code'> | undefined;

function seed(random: Random, defect: Defect, meetings: readonly MeetingPoint[], body: BodyBuilder): Seeded {
  const of = (kind: MeetingPoint['kind']): MeetingPoint | undefined => {
    const fitting = meetings.filter((each) => each.kind === kind && !mayBeCancelled(each));
    return fitting[random(Math.max(1, fitting.length))];
  };
  const rejoin = (meeting: MeetingPoint | undefined, join: NodeDefinition['join'], code: string): Seeded => {
    if (!meeting || join === undefined) return undefined;
    meeting.body.change(meeting.join, { join });
    return { nodeId: meeting.join, code };
  };
  switch (defect) {
    case 'more than can arrive': {
      const meeting = of('together');
      return rejoin(meeting, { n: (meeting?.exits.length ?? 0) + 1 }, 'JOIN_UNREACHABLE');
    }
    case 'exclusive branches meet':
      return rejoin(of('exclusive'), { n: 2 }, 'JOIN_UNREACHABLE');
    case 'a branch that may not arrive':
      return detour(of('together'));
    case 'any over parallel branches':
      return rejoin(of(random(3) === 0 ? 'some' : 'together'), 'any', 'SURPLUS_TOKEN');
    case 'fewer than arrive': {
      const meeting = of('together');
      return rejoin(meeting, { n: (meeting?.exits.length ?? 2) - 1 }, 'SURPLUS_TOKEN');
    }
    case 'condition never true': {
      const meeting = of(random(2) === 0 ? 'exclusive' : 'together');
      const when =
        meeting?.kind === 'exclusive' ? 'live == 2' : ['live > total', 'live == 1 && dead == total', 'live + dead > total'][random(3)];
      return rejoin(meeting, { when: when as string }, 'JOIN_UNREACHABLE');
    }
    case 'time-out that never comes': {
      body.add({ id: 'asked', type: 'human', config: { prompt: '?', schema: {} } });
      return sideWay(body, 'asked', 'timeout');
    }
    case 'contradicting conditions': {
      body.add({ id: 'first', type: 'condition', config: { when: 'input.k == "a"' } });
      body.add({ id: 'second', type: 'condition', config: { when: random(2) === 0 ? 'input.k == "a"' : '!(input.k == "b")' } });
      body.link('first', 'second', 'true');
      body.link('second', 'end', 'true');
      return sideWay(body, 'second', 'false', 'first');
    }
    case 'each entered from outside':
      return enteredRegion(random, of('together'));
  }
}

/** One branch gets a condition that may lead it past the join, which waits for all branches. */
function detour(meeting: MeetingPoint | undefined): Seeded {
  if (!meeting) return undefined;
  const { body, join, exits } = meeting;
  const exit = exits[0] as { readonly id: string; readonly handle: string };
  const at = body.edges.findIndex((edge) => edge.source === exit.id && edge.target === join && edge.sourceHandle === exit.handle);
  body.edges[at] = { source: exit.id, sourceHandle: exit.handle, target: 'maybe' };
  body.add({ id: 'maybe', type: 'condition', config: { when: 'input.maybe' } });
  body.link('maybe', join, 'true');
  body.link('maybe', 'end', 'false');
  body.change(join, { join: { n: exits.length } });
  return { nodeId: join, code: 'DEADLOCK' };
}
/** A path beside the others: from the start by `through` and its handle to a node that never runs, and on to the end. */
function sideWay(body: BodyBuilder, through: string, handle: string, entry = through): Seeded {
  body.add({ id: 'late', type: 'tool', config: { tool: 'echo', arguments: {} } });
  body.link('start', entry);
  if (entry === through) body.link(through, 'end');
  body.link(through, 'late', handle);
  body.link('late', 'end');
  return { nodeId: 'late', code: 'DEAD_NODE' };
}
function enteredRegion(random: Random, meeting: MeetingPoint | undefined): Seeded {
  if (!meeting) return undefined;
  const { body, join, exits } = meeting;
  const exit = exits[random(exits.length)] as { readonly id: string };
  body.change(exit.id, { join: 'each' });
  return { nodeId: join, code: 'EACH_REGION_ENTERED' };
}

/** Whether a join that cancels lies behind it: if that begins before, what the defect would do never happens. */
function mayBeCancelled({ body, join }: MeetingPoint): boolean {
  const behind = new Set([join]);
  for (const id of behind) for (const edge of body.edges) if (edge.source === id) behind.add(edge.target);
  behind.delete(join);
  return body.nodes.some(
    ({ id, join: rule }) => behind.has(id) && (rule === 'first' || (typeof rule === 'object' && 'n' in rule && rule.cancel === true)),
  );
}
