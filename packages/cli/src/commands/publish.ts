import { connect, type Target } from '../connect.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import type { Io } from '../io.js';
import { hasErrors, tellWarnings } from '../render-problems.js';
import { saveWorkflow } from '../save-workflow.js';
import { readWorkflowFile, refuse } from '../workflow-file.js';

/** Saves the workflow and releases it as a new revision; what is worth a warning is told, and does not hold it back. */
export async function publish(
  io: Io,
  file: string,
  options: Target & {
    readonly comment?: string | undefined;
    readonly name?: string | undefined;
    readonly canary?: number | undefined;
    readonly json: boolean;
  },
): Promise<ExitCode> {
  const read = await readWorkflowFile(io, file);
  const workflow = options.name === undefined ? read : { ...read, key: options.name };
  const { api, close } = await connect(io, options);
  try {
    const saved = await saveWorkflow(api, workflow);
    if (hasErrors(saved.problems)) throw refuse(io, file, workflow.locate(saved.problems));
    const problems = workflow.locate(saved.problems);
    tellWarnings(io, problems, file);
    const { body } = await api.call<{ readonly revision: number; readonly digest: string }>(
      'POST',
      `/workflows/${encodeURIComponent(saved.id)}/publish`,
      {
        json: {
          ...(options.comment === undefined ? {} : { comment: options.comment }),
          ...(options.canary === undefined ? {} : { canary: options.canary }),
        },
      },
    );
    if (options.json) io.out(`${JSON.stringify({ workflow: { id: saved.id, key: saved.key }, ...body, problems })}\n`);
    else if (options.canary === undefined) io.out(`${saved.key}: revision ${body.revision} is released (${body.digest})\n`);
    else io.out(`${saved.key}: revision ${body.revision} runs ${options.canary} % of new executions (${body.digest})\n`);
    return EXIT.completed;
  } finally {
    await close();
  }
}
