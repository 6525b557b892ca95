import { startInstance, dataFolder, type StartInstance, type Target } from '../connect.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import type { Io } from '../io.js';

export interface DevOptions extends Target {
  readonly port?: string | undefined;
  readonly host?: string | undefined;
}
/** Runs AgentFlow in this process until it is told to stop. The last line of the start names address, data folder and mode. */
export async function dev(io: Io, { port, host, ...target }: DevOptions, start: StartInstance): Promise<ExitCode> {
  const env = {
    ...io.env,
    AGENTFLOW_DATA: dataFolder(io, target),
    ...(port === undefined ? {} : { AGENTFLOW_PORT: port }),
    ...(host === undefined ? {} : { AGENTFLOW_HOST: host }),
  };
  const instance = await startInstance(start, env, (line) => io.out(`${line}\n`));
  io.out(`AgentFlow is ready: ${instance.loginUrl} (data folder ${instance.dataDir}, mode ${instance.mode})\n`);
  if (!io.interrupted.aborted)
    await new Promise<void>((resolve) => io.interrupted.addEventListener('abort', () => resolve(), { once: true }));
  await instance.stop();
  return EXIT.completed;
}
