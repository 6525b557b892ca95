import type { Clock, DesignerService, DocumentStore, ExecutionService } from '@agentflow/ports';
import type { OrgId } from '@agentflow/core';
import type { TemplateView } from '@agentflow/gateway';

/** The example that a new folder has already run: it shows a model, a branch and a question that waits for an answer. */
const SEED = 'triage-support-mail';
const BY = 'agentflow';

export interface SeedPorts {
  readonly org: OrgId;
  readonly documents: DocumentStore;
  readonly designer: DesignerService;
  readonly executions: ExecutionService;
  readonly clock: Clock;
}
/** Fills a new folder's first page: one example, published and executed. Once per folder; one that is already there is left alone. */
export async function seedExample(ports: SeedPorts, examples: readonly TemplateView[]): Promise<boolean> {
  const { org, documents, designer, executions, clock } = ports;
  const example = examples.find(({ name }) => name === SEED);
  if (!example || (await documents.get(org, 'settings', 'seeded'))) return false;
  await documents.put(org, 'settings', 'seeded', { at: clock.now() });
  for (const [name, script] of Object.entries(example.models as object)) await designer.putModelScript({ org, name, script, by: BY });
  const workflow = await designer.createWorkflow({ org, source: { yaml: example.yaml }, key: example.name, folder: 'Examples', by: BY });
  await designer.publish({ org, workflow: workflow.id, comment: 'The example as it comes', by: BY });
  const frozen = await designer.freeze({ org, workflow: workflow.id });
  const { execution } = await executions.start({
    org, ...frozen, input: example.input, variables: {}, trigger: { type: 'manual', by: BY }, priority: 0, tags: ['example'], trial: false, waitMs: 3_000, by: BY,
  });
  const answers = example.answers as { readonly [path: string]: never };
  for (const { path, kind } of execution.waiting) {
    if (kind === 'human' && path in answers) await executions.answer({ org, executionId: execution.id, path, value: answers[path] as never, by: BY });
  }
  // And one more, so that something waits for the person who comes.
  await executions.start({
    org, ...frozen, input: example.input, variables: {}, trigger: { type: 'manual', by: BY }, priority: 0, tags: ['example'], trial: false, by: BY,
  });
  return true;
}
