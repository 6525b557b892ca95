import { CONTROL_NODE_TYPES } from '@agentflow/core';
import { configUi, formSchema } from './config-ui.js';

const of = (type: string) => CONTROL_NODE_TYPES.find((d) => d.type === type)?.configSchema ?? {};
const template = { type: 'string', pattern: '\\{\\{', title: 'Template' };

describe('the controls of a form drawn from a node type', () => {
  it('follow the formats of the schema', () => {
    expect(configUi(of('switch'))).toEqual({
      cases: { items: { name: { 'ui:field': 'text' }, when: { 'ui:field': 'expression' } } },
      mode: { 'ui:field': 'choice' },
    });
    expect(configUi(of('human'))).toMatchObject({
      prompt: { 'ui:field': 'longText' },
      schema: { 'ui:field': 'schema' },
      timeoutSeconds: { 'ui:field': 'templated' },
    });
    expect(configUi(of('set'))).toEqual({ values: { 'ui:field': 'record' } });
    expect(configUi(of('end'))).toEqual({ output: { 'ui:field': 'value' } });
  });
  it('take numbers, choices and records that a template may stand for', () => {
    expect(configUi({ title: 'T', oneOf: [{ type: 'integer' }, template] })).toEqual({ 'ui:field': 'templated' });
    expect(configUi({ oneOf: [{ enum: ['GET', 'POST'], type: 'string' }, template] })).toEqual({ 'ui:field': 'choice' });
    expect(configUi({ oneOf: [{ type: 'object', additionalProperties: {} }, template] })).toEqual({ 'ui:field': 'record' });
  });
  it('draw the fields although the object itself is a choice', () => {
    const wait = of('wait');
    expect(Object.keys(configUi(wait))).toEqual(['seconds', 'until']);
    expect(formSchema(wait)).not.toHaveProperty('oneOf');
  });
  it('show what has no form of its own as text: the states of a state machine', () => {
    expect(configUi(of('statemachine'))).toMatchObject({ initial: { 'ui:field': 'text' }, states: { 'ui:field': 'value' } });
    expect(Object.keys(configUi(of('loop')))).toEqual(['times', 'items', 'while', 'until', 'maxIterations', 'breakWhen', 'continueWhen']);
  });
  it('have a control for every field of every control type', () => {
    for (const { type, configSchema } of CONTROL_NODE_TYPES) {
      const properties = Object.keys((configSchema as { properties?: object }).properties ?? {});
      expect([type, Object.keys(configUi(configSchema))]).toEqual([type, properties]);
    }
  });
});
