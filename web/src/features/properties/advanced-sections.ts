/** Which sections of what every node may carry make sense at a node. */
import type { NodeDefinition, NodeTypeDescriptor } from '../../api/types.js';

export type AdvancedSection = 'errors' | 'retry' | 'effects' | 'budget' | 'order' | 'place';
const MEMBERS: { readonly [section in AdvancedSection]: readonly (keyof NodeDefinition)[] } = {
  errors: ['onError', 'fallback'],
  retry: ['retry', 'timeoutSeconds'],
  effects: ['effect', 'compensation'],
  budget: ['budget'],
  order: ['join', 'mutex', 'cancels'],
  place: ['domain', 'checkpoint'],
};
/** Their budget covers the model calls inside. */
const CONTAINERS: ReadonlySet<string> = new Set(['map', 'loop', 'statemachine', 'subflow']);

export const sectionOf = (member: string): AdvancedSection | undefined =>
  (Object.keys(MEMBERS) as AdvancedSection[]).find((section) => (MEMBERS[section] as readonly string[]).includes(member));

/** What is set on a node is always shown, whether or not it is usual there. */
export function advancedSections(node: NodeDefinition, descriptor: NodeTypeDescriptor | undefined, incoming: number): AdvancedSection[] {
  const works = descriptor?.category !== 'control' && node.type !== 'human' && node.type !== 'set';
  const usual: { readonly [section in AdvancedSection]: boolean } = {
    errors: node.type !== 'start' && node.type !== 'end',
    retry: works,
    effects: works,
    budget: descriptor?.category === 'model' || CONTAINERS.has(node.type),
    order: node.type !== 'start' || incoming > 1,
    place: true,
  };
  const isSet = (section: AdvancedSection): boolean => MEMBERS[section].some((member) => node[member] !== undefined);
  return (Object.keys(MEMBERS) as AdvancedSection[]).filter((section) => usual[section] || isSet(section));
}
