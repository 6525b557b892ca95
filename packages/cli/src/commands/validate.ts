import { checkDefinition } from '../check-definition.js';
import { CliError } from '../cli-error.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import type { Io } from '../io.js';
import { hasErrors, renderProblems } from '../render-problems.js';
import { readWorkflowFile } from '../workflow-file.js';

/** Lists everything that is wrong with a workflow file and the model scripts beside it, without any server. */
export async function validate(io: Io, file: string, { json }: { readonly json: boolean }): Promise<ExitCode> {
  try {
    const workflow = await readWorkflowFile(io, file);
    const problems = workflow.locate(checkDefinition(workflow));
    const valid = !hasErrors(problems);
    if (json) io.out(`${JSON.stringify({ valid, problems })}\n`);
    else {
      if (problems.length > 0) io.out(`${renderProblems(problems, file, io.colors)}\n`);
      io.err(`${valid ? io.colors.green('✔') : io.colors.red('✖')} ${file} ${valid ? 'is valid' : 'has problems'}\n`);
    }
    return valid ? EXIT.completed : EXIT.problems;
  } catch (error) {
    if (!json || !(error instanceof CliError) || error.problems.length === 0) throw error;
    io.out(`${JSON.stringify({ valid: false, problems: error.problems })}\n`);
    return EXIT.problems;
  }
}
