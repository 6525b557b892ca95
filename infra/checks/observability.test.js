import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Registry, collectDefaultMetrics } from 'prom-client';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path) => readFileSync(root + path, 'utf8');
const page = read('docs/operations.md');

/** Names of all metrics that our sources declare, as they stand there. */
function declared() {
  const names = new Set();
  for (const workspace of ['packages/service-kit', ...readdirSync(`${root}services`).map((name) => `services/${name}`)]) {
    for (const file of readdirSync(`${root}${workspace}/src`, { recursive: true })) {
      if (!/\.ts$/.test(file) || /\.test\.ts$|^gen\//.test(file)) continue;
      const text = read(`${workspace}/src/${file}`);
      if (!/prom-client|LatencyFigures|RouteFigures/.test(text)) continue;
      for (const [, name] of text.matchAll(/['"`](?:# (?:HELP|TYPE) )?(agentflow_[a-z0-9_]+)/g))
        names.add(name.replace(/(?<=_seconds)_(bucket|sum|count)$/, ''));
    }
  }
  return names;
}
async function ofTheProcess() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const names = new Set(registry.getMetricsAsArray().map(({ name }) => name));
  await registry.metrics();
  return names;
}
const ours = declared();
const rules = ['recording.yaml', 'alerts.yaml'].flatMap((file) =>
  parse(read(`infra/prometheus/${file}`)).groups.flatMap((group) => group.rules),
);
const recorded = new Set(rules.flatMap(({ record }) => (record ? [record] : [])));
const boards = readdirSync(`${root}infra/grafana`).filter((file) => file.endsWith('.json'));

let nodes;
/** Metrics that an expression asks for and nobody measures. */
async function unknownIn(expr) {
  const process = await (nodes ??= ofTheProcess());
  const bare = expr.replaceAll(/"[^"]*"/g, '""');
  const names = bare.match(/\b(agentflow[a-z0-9_:]*|nodejs_[a-z0-9_]+|process_[a-z0-9_]+)\b/g) ?? [];
  expect(names.length).toBeGreaterThan(0);
  return names.filter((name) => {
    const metric = name.replace(/(?<=_seconds)_(bucket|sum|count)$/, '');
    return !ours.has(metric) && !recorded.has(name) && !process.has(name);
  });
}

it('finds the metrics that the sources declare', () => {
  expect(ours.size).toBeGreaterThan(50);
  for (const name of ['agentflow_http_requests_total', 'agentflow_orchestrator_commit_seconds', 'agentflow_bus_lag_messages'])
    expect(ours).toContain(name);
});
it('lists every metric on the page for operators, and none besides', () => {
  const listed = new Set([...page.matchAll(/^\| `(agentflow_[a-z0-9_]+)`/gm)].map(([, name]) => name));
  expect({ missing: [...ours].filter((name) => !listed.has(name)), gone: [...listed].filter((name) => !ours.has(name)) }).toEqual({
    missing: [],
    gone: [],
  });
});
it('names metrics by unit', () => {
  expect([...ours].filter((name) => /_(ms|millis|milliseconds|percent|kb|mb)(_|$)/.test(name))).toEqual([]);
});
it.each(rules.map((rule) => [rule.record ?? rule.alert, rule.expr]))('%s asks for metrics that there are', async (_, expr) => {
  expect(await unknownIn(expr)).toEqual([]);
});
it('says in each alert what is wrong and where it is told what to do', () => {
  const anchors = new Set(
    [...page.matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
      title
        .toLowerCase()
        .replaceAll(/[^a-z0-9 -]/g, '')
        .replaceAll(' ', '-'),
    ),
  );
  for (const { alert, annotations, labels } of rules.filter((rule) => rule.alert)) {
    expect([alert, labels.severity]).toEqual([alert, expect.stringMatching(/^(page|ticket)$/)]);
    expect(annotations.summary).toEqual(expect.any(String));
    expect([alert, anchors.has(annotations.runbook_url.split('#')[1])]).toEqual([alert, true]);
  }
});
it.each(boards)('%s shows metrics that there are, in panels that do not overlap', async (file) => {
  const board = JSON.parse(read(`infra/grafana/${file}`));
  expect(board).toMatchObject({ uid: expect.any(String), title: expect.any(String), schemaVersion: expect.any(Number) });
  const cells = new Set();
  for (const { title, gridPos, targets, id } of board.panels) {
    expect(targets.length).toBeGreaterThan(0);
    for (const { expr } of targets) expect([title, await unknownIn(expr)]).toEqual([title, []]);
    for (const cell of [`id ${id}`, `${gridPos.x} ${gridPos.y}`]) {
      expect(cells.has(cell)).toBe(false);
      cells.add(cell);
    }
  }
});

const promtool = process.env.PROMTOOL ?? 'promtool';
const hasPromtool = spawnSync(promtool, ['--version']).status === 0;
(hasPromtool ? it : it.skip)(
  `promtool takes the rules, and they fire when they should${hasPromtool ? '' : ' (needs promtool, or PROMTOOL)'}`,
  () => {
    const run = (...args) => {
      const { status, stdout, stderr } = spawnSync(promtool, args, { cwd: `${root}infra/prometheus`, encoding: 'utf8' });
      expect([args.join(' '), status, status === 0 ? '' : stdout + stderr]).toEqual([args.join(' '), 0, '']);
    };
    run('check', 'rules', 'recording.yaml', 'alerts.yaml');
    run('test', 'rules', 'alerts.test.yaml');
  },
);
