import { CONTROL_NODE_TYPES } from '@agentflow/core';
import { groupFields, setAmong } from './config-groups.js';

const of = (type: string) => CONTROL_NODE_TYPES.find((d) => d.type === type)?.configSchema ?? {};

describe('the groups of a form', () => {
  it('hold every field once, and what is required always at once', () => {
    for (const { type, configSchema } of CONTROL_NODE_TYPES) {
      const schema = configSchema as { properties?: object; required?: string[] };
      const { needed, more } = groupFields(type, configSchema);
      expect([...needed, ...more].sort()).toEqual(Object.keys(schema.properties ?? {}).sort());
      for (const name of schema.required ?? []) expect(needed).toContain(name);
    }
  });
  it('put aside what is rarely set', () => {
    expect(groupFields('map', of('map'))).toEqual({
      needed: ['items'],
      more: ['concurrency', 'stopWhen', 'onStop', 'addOn', 'closeOn', 'stopOn'],
    });
    expect(groupFields('signal', of('signal')).needed).toContain('key');
  });
  it('say what of it is set', () => {
    expect(setAmong({ temperature: 0.2, limits: {} }, ['temperature', 'limits', 'peers'])).toEqual([
      { name: 'temperature', value: '0.2' },
      { name: 'limits', value: '' },
    ]);
  });
});
