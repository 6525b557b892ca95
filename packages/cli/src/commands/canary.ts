import type { ReleaseView } from '@agentflow/ports';
import { connect, type Target } from '../connect.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { duration } from '../frame-line.js';
import type { Io } from '../io.js';

type Options = Target & { readonly json: boolean };
interface Figures {
  readonly items: readonly {
    readonly revision: number;
    readonly role: 'released' | 'canary';
    readonly executions: number;
    readonly failed: number;
    readonly durationMs: { readonly p50: number };
    readonly cost: string;
  }[];
}
const pathOf = (workflow: string): string => `/workflows/${encodeURIComponent(workflow)}/release`;

/** What new executions run, and how the two fare since the canary began. */
export async function showCanary(io: Io, workflow: string, options: Options): Promise<ExitCode> {
  const { api, close } = await connect(io, options);
  try {
    const release = (await api.call<ReleaseView>('GET', pathOf(workflow))).body;
    const figures = (await api.call<Figures>('GET', `${pathOf(workflow)}/figures`)).body;
    if (options.json) io.out(`${JSON.stringify({ ...release, figures })}\n`);
    else {
      io.out(`${workflow}: ${sentenceOf(release)}\n`);
      for (const { revision, executions, failed, durationMs, cost } of figures.items)
        io.out(`  revision ${revision}: ${executions} ended, ${failed} failed, half within ${duration(durationMs.p50)}, ${cost} USD\n`);
    }
    return EXIT.completed;
  } finally {
    await close();
  }
}
/** Starts a canary, or changes its revision or its share. */
export const setCanary = (
  io: Io,
  workflow: string,
  options: Options & { readonly revision: number; readonly percent: number },
): Promise<ExitCode> => {
  const { revision, percent } = options;
  return change(io, workflow, options, 'PUT', '/canary', { revision, percent });
};
/** Releases the canary to all, or ends it. */
export const finishCanary = (
  io: Io,
  verb: 'promote' | 'end',
  workflow: string,
  options: Options & { readonly revision?: number | undefined },
): Promise<ExitCode> => {
  const { revision } = options;
  return change(io, workflow, options, 'POST', `/canary/${verb}`, revision === undefined ? {} : { revision });
};
async function change(
  io: Io,
  workflow: string,
  options: Options,
  method: 'PUT' | 'POST',
  path: string,
  json: { readonly [name: string]: number },
): Promise<ExitCode> {
  const { api, close } = await connect(io, options);
  try {
    const { body } = await api.call<ReleaseView>(method, `${pathOf(workflow)}${path}`, { json });
    io.out(options.json ? `${JSON.stringify(body)}\n` : `${workflow}: ${sentenceOf(body)}\n`);
    return EXIT.completed;
  } finally {
    await close();
  }
}
const sentenceOf = ({ revision, canary }: ReleaseView): string =>
  revision === null
    ? 'nothing is released'
    : canary === null
      ? `revision ${revision} is released, without a canary`
      : `revision ${revision} is released, revision ${canary.revision} runs ${canary.percent} % of new executions since ${canary.startedAt}`;
