import { isAppError, type Json, type OrgId } from '@agentflow/core';
import type { Clock, DesignerService, DocumentStore, ExecutionService } from '@agentflow/ports';
import type { TemplateView } from '../application/gateway-services.js';

/** The example that a new folder has already run: it shows a model, a branch and a question that waits for an answer. */
const SEED = 'triage-support-mail';
const BY = 'agentflow';
/** The example takes a moment; a start never waits longer for it. */
const PATIENCE_MS = 5_000;

export interface SeedPorts {
  readonly org: OrgId;
  readonly documents: DocumentStore;
  readonly designer: DesignerService;
  readonly executions: ExecutionService;
  readonly clock: Clock;
}
/** Fills a new installation's first page: one example, published and executed. Once, whoever else begins at the same time; one that is already there is left alone. */
export async function seedExample(ports: SeedPorts, readExamples: () => Promise<readonly TemplateView[]>): Promise<boolean> {
  const { org, documents, designer, executions, clock } = ports;
  if (await documents.get(org, 'settings', 'seeded')) return false;
  const example = (await readExamples()).find(({ name }) => name === SEED);
  if (!example) return false;
  try {
    await documents.put(org, 'settings', 'seeded', { at: clock.now() }, { ifVersion: 'absent' });
  } catch (error) {
    if (isAppError(error) && error.code === 'ALREADY_EXISTS') return false; // another gateway was quicker
    throw error;
  }
  for (const [name, script] of Object.entries(example.models as object)) await designer.putModelScript({ org, name, script, by: BY });
  const workflow = await designer.createWorkflow({ org, source: { yaml: example.yaml }, key: example.name, folder: 'Examples', by: BY });
  await designer.publish({ org, workflow: workflow.id, comment: 'The example as it comes', by: BY });
  const frozen = await designer.freeze({ org, workflow: workflow.id });
  const start = () =>
    executions.start({
      org,
      ...frozen,
      input: example.input,
      variables: {},
      trigger: { type: 'manual', by: BY },
      priority: 0,
      tags: ['example'],
      trial: false,
      by: BY,
    });
  const { execution } = await start();
  await answerQuestions(ports, execution.id, example.answers as { readonly [path: string]: Json });
  // And one more, so that something waits for the person who comes.
  await start();
  return true;
}
/** Follows the execution to its end and gives the answers that come with the example. */
async function answerQuestions(
  { org, executions, clock }: SeedPorts,
  executionId: string,
  answers: { readonly [path: string]: Json },
): Promise<void> {
  const follow = new AbortController();
  const disarm = clock.after(PATIENCE_MS, () => follow.abort());
  try {
    for await (const { type, payload } of executions.watch({ org, executionId, fromSeq: 1, signal: follow.signal })) {
      const path = String(payload['path']);
      if (type === 'user_input_required' && path in answers)
        await executions.answer({ org, executionId, path, value: answers[path] as Json, by: BY });
    }
  } finally {
    disarm();
  }
}
