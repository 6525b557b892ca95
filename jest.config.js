/** One configuration for all packages: sources are read directly (SWC), `@agentflow/*` resolves to the sources too. Worker threads and child processes load the built files: `npm test` builds first. */
const swc = [
  '@swc/jest',
  {
    jsc: { target: 'es2022', parser: { syntax: 'typescript', tsx: true }, transform: { react: { runtime: 'automatic' } } },
    module: { type: 'es6' },
  },
];
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/packages', '<rootDir>/services', '<rootDir>/web', '<rootDir>/infra'],
  testMatch: ['**/*.test.ts', '**/*.test.tsx', '**/*.test.js'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '^.+\\.tsx?$': swc },
  moduleNameMapper: {
    '^@agentflow/(core|ports|adapters|testkit|nodes|service-kit|all-in-one|cli|simulator)$': '<rootDir>/packages/$1/src/index.ts',
    '^@agentflow/(gateway|designer|orchestrator|agent-runtime|scheduler|metrics)$': '<rootDir>/services/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  collectCoverageFrom: ['packages/core/src/**/*.ts', '!**/*.test.ts', '!**/index.ts'],
  coverageThreshold: { global: { branches: 95 } },
  testTimeout: 60_000,
  maxWorkers: 2,
  workerIdleMemoryLimit: '1GB',
};
