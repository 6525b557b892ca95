export { runCli, VERSION } from './cli.js';
export { EXIT, type ExitCode } from './exit-codes.js';
export type { Io } from './io.js';
export type { StartedInstance, StartInstance } from './connect.js';
