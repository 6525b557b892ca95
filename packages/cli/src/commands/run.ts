import type { ExecutionView, Json } from '@agentflow/core';
import { checkAnswers, type Answers } from '../answers.js';
import { CliError } from '../cli-error.js';
import { connectOrStart, type StartInstance, type Target } from '../connect.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import type { Io } from '../io.js';
import { readJsonArgument } from '../json-argument.js';
import { createProgress, type Progress } from '../progress.js';
import { hasErrors, tellWarnings } from '../render-problems.js';
import { reportExecution } from '../report.js';
import { saveWorkflow } from '../save-workflow.js';
import { useModel } from '../use-model.js';
import { wholeValue } from '../values.js';
import { waitsForSomebody, watchExecution } from '../watch-execution.js';
import { readWorkflowFile, refuse, type WorkflowFile } from '../workflow-file.js';
import { parseDefinition } from '@agentflow/core';

export interface RunOptions extends Target {
  readonly input?: string | undefined;
  readonly answers?: string | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
  /** Put in the place of every `scripted/...` model. */
  readonly model?: string | undefined;
  readonly name?: string | undefined;
}
/** Saves the workflow beside its model scripts, runs its draft, follows it, answers its questions, prints its output. */
export async function run(io: Io, file: string, options: RunOptions, start: StartInstance): Promise<ExitCode> {
  const workflow = withOptions(await readWorkflowFile(io, file), options);
  const input = options.input === undefined ? {} : await readJsonArgument(io, '--input', options.input);
  const answers: Answers = options.answers === undefined ? {} : checkAnswers(await readJsonArgument(io, '--answers', options.answers));
  const progress = options.quiet ? SILENT : await createProgress(io);
  const connection = await connectOrStart(io, options, start, (line) => progress.note(io.colors.dim(line)));
  const { api } = connection;
  try {
    const saved = await saveWorkflow(api, workflow);
    if (hasErrors(saved.problems)) throw refuse(io, file, workflow.locate(saved.problems));
    if (!options.quiet) tellWarnings(io, workflow.locate(saved.problems), file);
    const started = await api
      .call<ExecutionView>('POST', `/workflows/${encodeURIComponent(saved.id)}/execute`, { json: { input, revision: 'draft' } })
      .catch((error: unknown) => Promise.reject(explain(error, io, workflow, file, options)));
    const view = await watchExecution(io, api, started.body.id, { answers, progress });
    if (io.interrupted.aborted)
      progress.note(`left alone, it goes on${connection.embedded ? ' when AgentFlow runs again' : ''}: agentflow logs ${view.id} -f`);
    const code = reportExecution(io, view, await wholeValue(api, view.id, view.output), options);
    if (connection.embedded && code === EXIT.waiting && !options.json && waitsForSomebody(view))
      io.err('AgentFlow runs only while a command needs it: start it first with agentflow dev\n');
    return code;
  } finally {
    progress.stop();
    await connection.close();
  }
}
function withOptions(file: WorkflowFile, { model, name }: RunOptions): WorkflowFile {
  const named = name === undefined ? file : { ...file, key: name };
  if (model === undefined) return named;
  const text = useModel(file.text, model);
  return { ...named, format: 'yaml', text, definition: parseDefinition(text, { format: 'yaml' }).value as Json };
}
/** A refused input is the caller's to mend: says how. */
function explain(error: unknown, io: Io, workflow: WorkflowFile, file: string, { input }: RunOptions): unknown {
  if (!(error instanceof CliError) || error.exitCode !== EXIT.problems) return error;
  if (error.code === 'DEFINITION_INVALID') return refuse(io, file, workflow.locate(error.problems));
  const what = error.problems.map(({ pointer, message }) => `  ${pointer || '/'} ${message}`).join('\n');
  const hint = input === undefined ? `give the input with --input <file or JSON>` : `look at \`inputs\` in ${file}`;
  return new CliError(`${error.message}${what === '' ? '' : `\n${what}`}`, {
    exitCode: EXIT.problems,
    code: error.code,
    problems: error.problems,
    hint,
  });
}
const nothing = (): void => undefined;
const SILENT: Progress = { frame: nothing, note: nothing, pause: nothing, stop: nothing };
