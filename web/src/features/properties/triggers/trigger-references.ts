import type { TriggerDefinition } from '../../../api/types.js';
import type { Reference } from '../references.js';

const FIELDS: { readonly [type in TriggerDefinition['type']]: readonly (readonly [name: string, type: string])[] } = {
  schedule: [['at', 'string']],
  webhook: [
    ['body', 'any'],
    ['headers', 'object'],
    ['query', 'object'],
    ['method', 'string'],
    ['at', 'string'],
  ],
  event: [
    ['event', 'object'],
    ['event.data', 'any'],
    ['event.type', 'string'],
    ['event.source', 'string'],
    ['event.subject', 'string'],
    ['event.id', 'string'],
    ['at', 'string'],
  ],
};
/** What the input of a trigger, its filter and its key may refer to. */
export const triggerReferences = (type: TriggerDefinition['type']): Reference[] =>
  [...FIELDS[type], ['id', 'string'] as const].map(([name, of]) => ({
    expression: `trigger.${name}`,
    group: 'trigger',
    type: of,
    depth: name.split('.').length - 1,
  }));
