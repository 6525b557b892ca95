import type { Degradation } from '../api/types.js';
import { en } from '../shared/i18n/en.js';
import { reasonOf } from './degradation-reason.js';

const state = (signal: string, override: Degradation['override'] = null): Degradation =>
  ({ reasons: [{ signal, level: 1, value: 1, threshold: 1, message: 'm' }], override }) as unknown as Degradation;

describe('why the platform has stepped back', () => {
  it('is said for every kind of signal, with what it is about', () => {
    const signals = ['errors', 'latency', 'models', 'model-latency', 'resource:disk', 'dependency:orchestrator.store', 'recovery'];
    const texts = en.degradation.why as { readonly [kind: string]: string };
    for (const signal of signals)
      expect([signal, texts[reasonOf(state(signal))!.key.split('.').at(-1)!] !== undefined]).toEqual([signal, true]);
    expect(reasonOf(state('resource:disk'))).toEqual({ key: 'degradation.why.resource', subject: 'disk' });
  });
  it('is what the operator said, where one did', () => {
    const override = { level: 2, reason: 'moving house', by: 'ada', at: '' } as unknown as Degradation['override'];
    expect(reasonOf(state('operator', override))).toEqual({ key: 'degradation.why.operator', subject: 'moving house' });
    expect(reasonOf({ reasons: [] } as unknown as Degradation)).toBeNull();
  });
});
