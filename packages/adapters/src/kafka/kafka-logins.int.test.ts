import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type Server } from 'node:tls';
import { jest } from '@jest/globals';
import { backendEnv, eventually, publishedBackends, rejectsWith, whyNoBackend } from '@agentflow/testkit';
import { createKafkaEventBus } from './create-kafka-event-bus.js';
import type { KafkaOptions } from './kafka-options.js';
import { createKafkaWorld } from './testing/kafka-world.js';

jest.setTimeout(60_000);

/** A certificate of our own for 127.0.0.1; `null` where there is no openssl to make it. */
function makeCertificate(): { readonly key: string; readonly cert: string } | null {
  const folder = mkdtempSync(join(tmpdir(), 'agentflow-tls-'));
  try {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:P-256',
        '-nodes',
        '-days',
        '2',
        '-keyout',
        key,
        '-out',
        cert,
        ...subject,
      ],
      {
        stdio: 'ignore',
      },
    );
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  } catch {
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
async function roundTrip(options: Partial<KafkaOptions>, brokers: readonly string[], plain: readonly string[]): Promise<void> {
  const world = createKafkaWorld(plain);
  try {
    const bus = await world.bus({ brokers, ...options });
    const got: string[] = [];
    await bus.publish('t', [{ key: 'a', headers: {}, value: '1' }]);
    const subscription = await bus.subscribe('t', 'g', async (batch) => void got.push(...batch.map((one) => one.value)));
    await eventually(() => got.length === 1);
    await subscription.close();
  } finally {
    await world.close();
  }
}

const sasl = publishedBackends().servers.find((server) => server.name === 'kafka' && server.sasl)?.sasl;
const published = publishedBackends().env['KAFKA_BROKERS'];
if (!sasl) console.warn('SKIPPED: Kafka with a login: no server with one was brought up (npm run backends:up)');
(sasl ? describe : describe.skip)('a Kafka that asks for a login', () => {
  const plain = published?.split(',') ?? [];
  it.each(['plain', 'scram-sha-256', 'scram-sha-512'] as const)('lets us in by %s', async (mechanism) => {
    const login = mechanism === 'plain' ? sasl!.plain : sasl!.scram;
    await roundTrip({ sasl: { mechanism, ...login } }, [sasl!.broker], plain);
  });
  it.each(['plain', 'scram-sha-256'] as const)('keeps a wrong password out, by %s, and the error does not tell it', async (mechanism) => {
    const bus = await createKafkaEventBus({
      brokers: [sasl!.broker],
      sasl: { mechanism, username: 'plain', password: 'wrong-secret' },
      deadlineMs: 1_000,
    });
    const error = await rejectsWith('UNAVAILABLE', bus.publish('t', [{ key: 'a', headers: {}, value: '1' }]));
    expect(error.details['why']).toMatch(/SASL/);
    expect(`${error.message} ${JSON.stringify(error.details)}`).not.toContain('wrong-secret');
    await bus.close();
  });
});

const missing = whyNoBackend('KAFKA_BROKERS');
const certificate = missing === undefined && backendEnv('KAFKA_BROKERS') !== undefined ? makeCertificate() : null;
if (!certificate) console.warn(`SKIPPED: Kafka over TLS: ${missing ?? 'there is no openssl to make a certificate, or no broker yet'}`);
(certificate ? describe : describe.skip)('a Kafka that speaks TLS', () => {
  let server: Server;
  const sockets = new Set<Socket>();
  const brokers = (): string[] => backendEnv('KAFKA_BROKERS')!.split(',');
  const options = (tls: KafkaOptions['tls']): Partial<KafkaOptions> => ({
    tls: tls!,
    reach: () => ({ host: '127.0.0.1', port: (server.address() as AddressInfo).port }),
  });
  beforeAll(async () => {
    const [host, port] = brokers()[0]!.split(':') as [string, string];
    server = createServer(certificate!, (client) => {
      const upstream = connect(Number(port), host);
      for (const socket of [client, upstream]) {
        sockets.add(socket);
        socket.on('error', () => undefined).on('close', () => (client.destroy(), upstream.destroy()));
      }
      client.pipe(upstream).pipe(client);
    });
    server.on('tlsClientError', () => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });

  it('is believed by the certificate authority that it is given', async () => {
    await roundTrip(options({ ca: certificate!.cert }), brokers(), brokers());
  });
  it('is not believed without', async () => {
    const bus = await createKafkaEventBus({ brokers: brokers(), deadlineMs: 1_000, ...options(true) });
    await rejectsWith('UNAVAILABLE', bus.publish('t', [{ key: 'a', headers: {}, value: '1' }]));
    await bus.close();
  });
});
