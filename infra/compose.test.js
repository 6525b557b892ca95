import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { SERVERS } from './local/servers/index.mjs';

const read = (path) => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8');
const text = read('compose.yaml');
const { services } = parse(text, { merge: true });

describe('infra/compose.yaml', () => {
  it('has the same servers as backends:up, each checked for health and open to this machine alone', () => {
    expect(Object.keys(services).sort()).toEqual(SERVERS.map(({ name }) => name).sort());
    for (const [name, service] of Object.entries(services)) {
      expect([name, service.healthcheck.test.length > 0, service.healthcheck.retries]).toEqual([name, true, 24]);
      for (const port of service.ports) expect([name, port]).toEqual([name, expect.stringMatching(/^127\.0\.0\.1:(\d+):\1$/)]);
      expect([name, service.volumes.length]).toEqual([name, 1]);
    }
  });

  it('uses pinned images of those who make the servers', () => {
    const makers = /^(mongo|redis|nats|apache\/kafka|clickhouse\/clickhouse-server|versity\/versitygw):v?\d+\.\d+[\w.-]*$/;
    for (const { image } of Object.values(services)) expect(image).toMatch(makers);
  });

  it('tells every name that the local servers give', () => {
    const place = { nodes: [{ ports: [1, 2, 3, 4, 5] }], secrets: {} };
    const names = SERVERS.flatMap((server) => Object.keys(server.env(place))).filter((name) => name !== 'S3_PREFIX');
    for (const name of names) expect([name, text.includes(`${name}=`)]).toEqual([name, true]);
  });

  it('has the images that the tests start where nothing else is there', () => {
    const recipes = read('../packages/testkit/src/backends/containers.ts');
    const images = [...recipes.matchAll(/image: '([^']+)'/g)].map((match) => match[1]);
    expect(images.sort()).toEqual(
      Object.values(services)
        .map((service) => service.image)
        .sort(),
    );
  });
});
