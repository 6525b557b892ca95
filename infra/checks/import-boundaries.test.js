import { ESLint } from 'eslint';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const eslint = new ESLint({ cwd: root });

/** Rules broken by `code` if it stood in `file`; the files need not exist. */
async function broken(file, code) {
  const [result] = await eslint.lintText(code, { filePath: `${root}/${file}` });
  const parsing = result.messages.filter((message) => message.fatal);
  if (parsing.length > 0) throw new Error(`${file}: ${parsing[0].message}`);
  return result.messages.map((message) => message.ruleId).filter((rule) => !rule.endsWith('no-unused-vars'));
}
const uses = (from) => `import { thing } from '${from}';\nexport const used = thing;\n`;
const IMPORT = '@typescript-eslint/no-restricted-imports';

describe('imports point from a layer to the layers below it', () => {
  it.each([
    ['packages/core/src/workflow/x.ts', '@agentflow/ports'],
    ['packages/core/src/workflow/x.ts', 'node:crypto'],
    ['packages/core/src/workflow/x.ts', 'fs'],
    ['packages/core/src/workflow/x.ts', '@agentflow/testkit'],
    ['packages/ports/src/x.ts', '@agentflow/adapters'],
    ['packages/ports/src/x.ts', '@agentflow/nodes'],
    ['packages/testkit/src/x.ts', '@agentflow/adapters'],
    ['packages/adapters/src/embedded/x.ts', '@agentflow/nodes'],
    ['packages/adapters/src/embedded/x.ts', '@agentflow/orchestrator'],
    ['packages/adapters/src/embedded/x.ts', '@agentflow/testkit'],
    ['packages/nodes/src/types/x.ts', '@agentflow/adapters'],
    ['packages/nodes/src/types/x.ts', '@agentflow/service-kit'],
    ['packages/service-kit/src/x.ts', '@agentflow/adapters'],
    ['packages/service-kit/src/x.ts', '@agentflow/gateway'],
    ['packages/all-in-one/src/x.ts', '@agentflow/cli'],
    ['packages/cli/src/x.ts', '@agentflow/orchestrator'],
    ['web/src/features/canvas/Node.tsx', '@agentflow/ports'],
    ['web/src/features/canvas/Node.tsx', '@agentflow/service-kit'],
  ])('%s may not import %s', async (file, from) => {
    expect(await broken(file, uses(from))).toEqual([IMPORT]);
  });

  it.each([
    ['packages/ports/src/x.ts', '@agentflow/core'],
    ['packages/adapters/src/embedded/x.ts', '@agentflow/ports'],
    ['packages/nodes/src/types/x.ts', '@agentflow/core'],
    ['services/designer/src/application/x.ts', '@agentflow/service-kit'],
    ['services/orchestrator/src/application/x.test.ts', '@agentflow/adapters'],
    ['services/orchestrator/src/application/x.test.ts', '@agentflow/testkit'],
    ['services/orchestrator/src/compose.ts', '@agentflow/adapters'],
    ['packages/all-in-one/src/x.ts', '@agentflow/scheduler'],
    ['packages/cli/src/x.ts', '@agentflow/all-in-one'],
    ['web/src/features/canvas/Node.tsx', '@agentflow/core'],
  ])('%s may import %s', async (file, from) => {
    expect(await broken(file, uses(from))).toEqual([]);
  });
});

const SERVICES = ['gateway', 'designer', 'orchestrator', 'agent-runtime', 'scheduler', 'metrics'];
describe.each(SERVICES)('the service %s', (service) => {
  it.each(SERVICES)('does not import %s', async (other) => {
    expect(await broken(`services/${service}/src/application/x.ts`, uses(`@agentflow/${other}`))).toEqual([IMPORT]);
    expect(await broken(`services/${service}/src/x.test.ts`, uses(`@agentflow/${other}`))).toEqual([IMPORT]);
  });

  it('names no adapters in its use cases or at its edge', async () => {
    expect(await broken(`services/${service}/src/application/x.ts`, uses('@agentflow/adapters'))).toEqual([IMPORT]);
    expect(await broken(`services/${service}/src/inbound/x.ts`, uses('@agentflow/adapters'))).toEqual([IMPORT]);
  });

  it('keeps the edge out of the use cases, and the composition out of both', async () => {
    expect(await broken(`services/${service}/src/application/x.ts`, uses('../inbound/grpc/routes.js'))).toEqual([IMPORT]);
    expect(await broken(`services/${service}/src/application/x.ts`, uses('../compose.js'))).toEqual([IMPORT]);
    expect(await broken(`services/${service}/src/application/x.ts`, uses('../config.js'))).toEqual([IMPORT]);
    expect(await broken(`services/${service}/src/inbound/grpc/x.ts`, uses('../../compose.js'))).toEqual([IMPORT]);
    expect(await broken(`services/${service}/src/inbound/grpc/x.ts`, uses('../../application/drain.js'))).toEqual([]);
  });
});

describe('a package is entered through its index', () => {
  it.each([
    'packages/ports/src/x.ts',
    'services/designer/src/application/x.ts',
    'packages/all-in-one/src/x.ts',
    'packages/all-in-one/src/x.test.ts',
    'web/src/app/X.tsx',
  ])('%s goes past none', async (file) => {
    expect(await broken(file, uses('@agentflow/core/dist/ids.js'))).toEqual([IMPORT]);
    expect(await broken(file, uses('@agentflow/core/src/ids.js'))).toEqual([IMPORT]);
    expect(await broken(file, uses('../../../packages/core/src/ids.js'))).toEqual([IMPORT]);
    expect(await broken(file, uses('../../core/dist/ids.js'))).toEqual([IMPORT]);
  });
  it('nor round the check by importing late', async () => {
    expect(await broken('services/designer/src/application/x.ts', "export const late = () => import('@agentflow/adapters');\n")).toEqual([
      'no-restricted-syntax',
    ]);
  });
});

describe('sockets are opened by the egress module, drivers and the gateway', () => {
  const SOCKET_MODULES = [
    'node:net',
    'node:http',
    'node:https',
    'node:http2',
    'node:dns',
    'node:dns/promises',
    'node:tls',
    'node:dgram',
    'http',
    'undici',
  ];
  it.each([
    'services/agent-runtime/src/application/x.ts',
    'services/scheduler/src/application/x.ts',
    'packages/nodes/src/types/x.ts',
    'services/gateway/src/application/x.ts',
  ])('%s opens none', async (file) => {
    for (const module of SOCKET_MODULES) expect([module, await broken(file, uses(module))]).toEqual([module, [IMPORT]]);
    expect(await broken(file, 'export const answer = () => fetch("https://example.org");\n')).toEqual(['no-restricted-globals']);
  });
  it.each([
    'services/agent-runtime/src/egress/dispatch.ts',
    'packages/adapters/src/models/x.ts',
    'services/gateway/src/inbound/http/server.ts',
  ])('%s may', async (file) => {
    for (const module of SOCKET_MODULES) expect([module, await broken(file, uses(module))]).toEqual([module, []]);
  });
  it('lets types of a request be named anywhere', async () => {
    expect(
      await broken(
        'services/gateway/src/application/x.ts',
        "import type { IncomingMessage } from 'node:http';\nexport type Request = IncomingMessage;\n",
      ),
    ).toEqual([]);
  });
});

describe('the core is pure', () => {
  it.each([
    ['a clock', 'export const x = () => Date.now();', 'no-restricted-properties'],
    ['the present day', 'export const x = () => new Date();', 'no-restricted-syntax'],
    ['randomness', 'export const x = () => Math.random();', 'no-restricted-properties'],
    ['timers', 'export const x = (f: () => void) => setTimeout(f, 1);', 'no-restricted-globals'],
    ['the environment', 'export const x = () => process.cwd();', 'no-restricted-globals'],
    ['the network', 'export const x = () => fetch("https://example.org");', 'no-restricted-globals'],
    ['waiting', 'export const x = async () => 1;', 'no-restricted-syntax'],
  ])('refuses %s', async (_what, code, rule) => {
    expect(await broken('packages/core/src/execution/x.ts', `${code}\n`)).toContain(rule);
  });
  it('may read a time that it was given', async () => {
    expect(await broken('packages/core/src/execution/x.ts', 'export const x = (at: number) => new Date(at).toISOString();\n')).toEqual([]);
  });
});

it('reads the environment in config.ts alone', async () => {
  const code = 'export const port = process.env.AGENTFLOW_PORT;\n';
  expect(await broken('services/gateway/src/application/x.ts', code)).toEqual(['no-restricted-properties']);
  expect(await broken('packages/adapters/src/embedded/x.ts', code)).toEqual(['no-restricted-properties']);
  expect(await broken('services/gateway/src/config.ts', code)).toEqual([]);
});

it('imports reactflow in one file of the web', async () => {
  expect(await broken('web/src/features/canvas/Canvas.tsx', uses('reactflow'))).toEqual([IMPORT]);
  expect(await broken('web/src/features/properties/Form.tsx', uses('@reactflow/core'))).toEqual([IMPORT]);
  expect(await broken('web/src/features/canvas/flow.ts', uses('reactflow'))).toEqual([]);
});
