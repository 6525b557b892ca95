import { builtinModules } from 'node:module';

/**
 * Who may import what, per folder (CONTRIBUTING.md): imports point from a layer to the layers below it, a package is entered through its index, and only a few named places open
 * sockets, read the clock of the machine or its environment. `infra/checks/import-boundaries.test.js` proves each row.
 */
const LAYERS = [
  { folder: 'packages/core', may: [] },
  { folder: 'packages/ports', may: ['core'] },
  // the environment says where real servers are; what needs one that is not there is skipped aloud, by name
  {
    folder: 'packages/testkit',
    may: ['core', 'ports'],
    sockets: ['src/*-server.ts', 'src/backends/**', 'src/faults/**'],
    environment: ['src/contracts/run-contract.ts', 'src/backends/**', 'src/faults/**'],
  },
  { folder: 'packages/adapters', may: ['core', 'ports'], sockets: ['src/**'], environment: ['src/models/**'] },
  { folder: 'packages/nodes', may: ['core', 'ports'] },
  { folder: 'packages/service-kit', may: ['core', 'ports'], sockets: ['src/health.ts'], environment: ['src/parse-config.ts'] },
  { folder: 'services/gateway', may: ['core', 'ports', 'service-kit'], sockets: ['src/inbound/**', 'src/compose.ts'] },
  { folder: 'services/designer', may: ['core', 'ports', 'nodes', 'service-kit'] },
  { folder: 'services/orchestrator', may: ['core', 'ports', 'nodes', 'service-kit'] },
  { folder: 'services/agent-runtime', may: ['core', 'ports', 'nodes', 'service-kit'], sockets: ['src/egress/**'] },
  { folder: 'services/scheduler', may: ['core', 'ports', 'service-kit'] },
  { folder: 'services/metrics', may: ['core', 'ports', 'service-kit'] },
  {
    folder: 'packages/all-in-one',
    may: [
      'core',
      'ports',
      'adapters',
      'nodes',
      'service-kit',
      'gateway',
      'designer',
      'orchestrator',
      'agent-runtime',
      'scheduler',
      'metrics',
    ],
    sockets: ['src/**'],
    environment: ['src/**'],
  },
  {
    folder: 'packages/cli',
    may: ['core', 'ports', 'nodes', 'service-kit', 'all-in-one'],
    sockets: ['src/**'],
    environment: ['src/**'],
    console: true,
  },
  // plays everything around the services: what they are composed of, and the test kit's workflows and contracts
  { folder: 'packages/simulator', may: ['core', 'ports', 'testkit', 'nodes', 'service-kit', 'orchestrator', 'agent-runtime'] },
  { folder: 'web', may: ['core'], sockets: ['src/api/**'] },
];
const OURS = LAYERS.map((layer) => layer.folder.split('/').at(-1));
/** In tests a package is set up with real adapters and the test kit; it still does not reach past an index or into another service. */
const FOR_TESTS = ['testkit', 'adapters', 'nodes', 'service-kit'];
const SOCKETS = ['net', 'tls', 'dns', 'dns/promises', 'dgram', 'http', 'https', 'http2']
  .flatMap((name) => [name, `node:${name}`])
  .concat('undici');
const REACT_FLOW = 'web/src/features/canvas/flow.ts';
const TESTS = ['src/**/*.test.ts', 'src/**/*.test.tsx', 'src/testing/**'];

const CLOCKLESS_GLOBALS = [
  'process',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'performance',
  'crypto',
  'fetch',
  'console',
  'Buffer',
  'require',
  'globalThis',
].map((name) => ({ name, message: 'the core is pure: time, ids and outcomes arrive in the command' }));
const PURE_SYNTAX = [
  {
    selector: 'AwaitExpression, ForOfStatement[await=true]',
    message: 'the core does not wait: it answers, and its caller does the waiting',
  },
  { selector: ':function[async=true]', message: 'the core does not wait: it answers, and its caller does the waiting' },
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'the core has no clock: take the time from the command' },
  { selector: 'CallExpression[callee.name="Date"]', message: 'the core has no clock: take the time from the command' },
  { selector: 'ImportExpression', message: 'the core imports at the top only' },
];
const PURE_PROPERTIES = [
  { object: 'Date', property: 'now', message: 'the core has no clock: take the time from the command' },
  { object: 'Math', property: 'random', message: 'the core has no randomness: take the seed from the command' },
];

/** One configuration per folder and kind of file; each states the whole rule, since a later one replaces an earlier one. */
export const importBoundaries = LAYERS.flatMap((layer) => {
  const at = (globs) => globs.map((glob) => `${layer.folder}/${glob}`);
  const sources = ['src/**/*.ts', 'src/**/*.tsx'];
  const isService = layer.folder.startsWith('services/');
  const environment = [...(layer.environment ?? []), 'src/config.ts', 'src/main.ts'];
  return [
    { files: at(sources), ignores: at(TESTS), rules: { ...imports(layer, { sockets: false }), ...surroundings(layer) } },
    ...(layer.sockets
      ? [{ files: at(layer.sockets), ignores: at(TESTS), rules: { ...imports(layer, { sockets: true }), 'no-restricted-globals': 'off' } }]
      : []),
    ...(isService ? inside(layer, at) : []),
    { files: at(environment), rules: { 'no-restricted-properties': 'off', 'no-console': 'off' } },
    { files: at(TESTS), rules: imports({ ...layer, may: [...layer.may, ...FOR_TESTS] }, { sockets: true, test: true }) },
    ...(layer.folder === 'web' ? [{ files: [REACT_FLOW], rules: imports(layer, { sockets: false, reactFlow: true }) }] : []),
  ];
});

/** `application` ← `inbound` ← `compose` ← `main`: what a use case needs is in its arguments. */
function inside(layer, at) {
  const upwards = (names, message) => ({ regex: `^(\\.\\./)+(${names})(/|\\.js$)`, message });
  const application = upwards(
    'inbound|compose|main|config',
    'a use case knows neither the edge nor the composition: take what it needs as an argument',
  );
  const inbound = upwards('compose|main', 'the edge is composed, it does not compose');
  const sockets = (layer.sockets ?? []).some((glob) => glob.startsWith('src/inbound'));
  return [
    { files: at(['src/application/**/*.ts']), ignores: at(TESTS), rules: imports(layer, { sockets: false, also: [application] }) },
    { files: at(['src/inbound/**/*.ts']), ignores: at(TESTS), rules: imports(layer, { sockets, also: [inbound] }) },
    { files: at(['src/compose.ts', 'src/main.ts']), rules: imports({ ...layer, may: [...layer.may, 'adapters'] }, { sockets: true }) },
  ];
}
function imports(layer, { sockets, test = false, reactFlow = false, also = [] }) {
  const name = layer.folder.split('/').at(-1);
  const forbidden = OURS.filter((other) => !layer.may.includes(other) || other === name);
  const pure = layer.folder === 'packages/core' && !test;
  const patterns = [
    {
      regex: `^@agentflow/(${forbidden.join('|')})$`,
      message: `${layer.folder} imports only ${layer.may.map((other) => `@agentflow/${other}`).join(', ') || 'nothing of ours'} (and itself by relative paths)`,
    },
    { regex: '^@agentflow/[^/]+/', message: 'a package is entered through its index: nobody imports past it' },
    { regex: '^(\\.\\./)+([^/]+/)*(src|dist)/', message: 'another package is imported by its name, never by a path' },
    ...(pure
      ? [
          {
            regex: `^(node:.*|${builtinModules.filter((builtin) => !builtin.startsWith('_')).join('|')})$`,
            message: 'the core runs anywhere: no node modules',
          },
        ]
      : []),
    ...(sockets || pure
      ? []
      : [
          {
            regex: `^(${SOCKETS.join('|')})$`,
            allowTypeImports: true,
            message: 'only the egress module, drivers in adapters and the gateway open sockets',
          },
        ]),
    ...(layer.folder === 'web' && !reactFlow
      ? [{ regex: '^(reactflow|@reactflow/)', message: `reactflow is imported by ${REACT_FLOW} alone` }]
      : []),
    ...also,
  ];
  return { 'no-restricted-imports': 'off', '@typescript-eslint/no-restricted-imports': ['error', { patterns }] };
}
/** What is around the code: clock, randomness, environment, the network. */
function surroundings(layer) {
  if (layer.folder === 'packages/core') {
    return {
      'no-restricted-globals': ['error', ...CLOCKLESS_GLOBALS],
      'no-restricted-properties': ['error', ...PURE_PROPERTIES],
      'no-restricted-syntax': ['error', ...PURE_SYNTAX],
    };
  }
  return {
    'no-restricted-globals': ['error', { name: 'fetch', message: 'calls leave through the egress module of agent-runtime' }],
    'no-restricted-properties': ['error', { object: 'process', property: 'env', message: 'the environment is read in config.ts alone' }],
    ...(layer.may.includes('all-in-one')
      ? {}
      : {
          'no-restricted-syntax': [
            'error',
            {
              selector: 'ImportExpression[source.value=/^@agentflow/]',
              message: 'packages of ours are imported at the top, where the boundaries are checked',
            },
          ],
        }),
    ...(layer.folder === 'web' || layer.console ? {} : { 'no-console': 'error' }),
  };
}
