import { AppError, orgId } from '@agentflow/core';
import type { DocumentStore, IdSource, StoredDocument } from '@agentflow/ports';
import { createFakeClock } from '@agentflow/testkit';
import { createApiKeys, hashSecret } from './api-keys.js';

const KEY = `af_default_${'x'.repeat(24)}`;
function world() {
  const clock = createFakeClock();
  const state = { answer: 'ok' as 'ok' | 'away' | 'silent', revokedAt: null as string | null };
  const value = { name: 'n', role: 'admin', hash: hashSecret(KEY), hint: 'xxxx', createdBy: 'me', expiresAt: null };
  const documents = {
    getByUnique: () => {
      if (state.answer === 'silent') return new Promise(() => undefined);
      if (state.answer === 'away') return Promise.reject(new AppError('UNAVAILABLE', 'away'));
      return Promise.resolve({ id: 'k', value: { ...value, revokedAt: state.revokedAt } } as unknown as StoredDocument<never>);
    },
  } as unknown as DocumentStore;
  return { clock, state, keys: createApiKeys({ documents, clock, ids: {} as IdSource }), org: orgId('default') };
}

describe('an API key', () => {
  it('that was valid lately opens while nobody can say whether it still is, refused or silent', async () => {
    const { clock, state, keys } = world();
    expect(await keys.verify(KEY)).toMatchObject({ subject: 'key:k' });
    state.answer = 'away';
    await clock.advance(60_000);
    expect(await keys.verify(KEY)).toMatchObject({ subject: 'key:k' });
    state.answer = 'silent';
    const asked = keys.verify(KEY);
    await clock.advance(1_000);
    expect(await asked).toMatchObject({ subject: 'key:k' });
  });
  it('that was revoked does not open once that can be asked, nor one that nobody has seen for long or at all', async () => {
    const { clock, state, keys } = world();
    await keys.verify(KEY);
    await clock.advance(6_000);
    state.revokedAt = '2026-01-01T00:00:00Z';
    expect(await keys.verify(KEY)).toBeNull();
    state.answer = 'away';
    await expect(Promise.resolve(keys.verify(KEY))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    const old = world();
    await old.keys.verify(KEY);
    old.state.answer = 'away';
    await old.clock.advance(700_000);
    await expect(Promise.resolve(old.keys.verify(KEY))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });
});
