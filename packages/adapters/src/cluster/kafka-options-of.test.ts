import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kafkaOptionsOf } from './kafka-options-of.js';

const secret = (text: string) => ({ reveal: () => text });

describe('the settings of Kafka', () => {
  it('are what the environment says', async () => {
    expect(
      await kafkaOptionsOf({ KAFKA_BROKERS: ['a:1', 'b:2'], KAFKA_REPLICATION: 3, KAFKA_MIN_INSYNC: 2, KAFKA_PREFIX: 'mine.' }, 'me'),
    ).toEqual({
      brokers: ['a:1', 'b:2'],
      clientId: 'me',
      replication: 3,
      minInsync: 2,
      prefix: 'mine.',
    });
  });
  it('ask for TLS, with an authority of our own where a file names one', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'agentflow-ca-'));
    const file = join(folder, 'ca.pem');
    await writeFile(file, 'PEM');
    expect(await kafkaOptionsOf({ KAFKA_BROKERS: ['a:1'], KAFKA_TLS: 'on' }, 'me')).toMatchObject({ tls: true });
    expect(await kafkaOptionsOf({ KAFKA_BROKERS: ['a:1'], KAFKA_TLS: 'off', KAFKA_TLS_CA: file }, 'me')).toMatchObject({
      tls: { ca: 'PEM' },
    });
    await rm(folder, { recursive: true });
    await expect(kafkaOptionsOf({ KAFKA_BROKERS: ['a:1'], KAFKA_TLS_CA: file }, 'me')).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('KAFKA_TLS_CA'),
    });
  });
  it('take a login whole or not at all, and never say its password', async () => {
    const login = { KAFKA_SASL_MECHANISM: 'plain', KAFKA_SASL_USERNAME: 'me', KAFKA_SASL_PASSWORD: secret('hidden-word') } as const;
    expect(await kafkaOptionsOf({ KAFKA_BROKERS: ['a:1'], ...login }, 'me')).toMatchObject({
      sasl: { mechanism: 'plain', username: 'me', password: 'hidden-word' },
    });
    for (const name of Object.keys(login) as (keyof typeof login)[]) {
      const refusal = kafkaOptionsOf({ KAFKA_BROKERS: ['a:1'], ...login, [name]: undefined }, 'me');
      await expect(refusal).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining('KAFKA_SASL_PASSWORD') });
      await expect(refusal).rejects.not.toMatchObject({ message: expect.stringContaining('hidden-word') });
    }
  });
});
