import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { CliError } from './cli-error.js';
import type { StartInstance, Target } from './connect.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import type { Io } from './io.js';

export const VERSION = '0.1.0';
type Globals = Target & { readonly json: boolean };

/** Runs one command and answers its exit code. Never throws: what goes wrong is a sentence on stderr (with `--json`, a document on stdout). */
export async function runCli(args: readonly string[], io: Io, start: StartInstance): Promise<ExitCode> {
  let code: ExitCode = EXIT.completed;
  const program = createProgram(io, start, (result) => (code = result));
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    return explain(error, io, args.includes('--json'));
  }
}
function explain(error: unknown, io: Io, json: boolean): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.completed : EXIT.problems; // commander has said what is wrong
  if (io.interrupted.aborted && !(error instanceof CliError)) return EXIT.failed;
  const told =
    error instanceof CliError
      ? error
      : new CliError(`something went wrong in agentflow itself: ${error instanceof Error ? error.message : String(error)}`, {
          code: 'INTERNAL',
        });
  if (json)
    io.out(
      `${JSON.stringify({ id: null, status: null, output: null, error: { code: told.code, message: told.message }, usage: null, problems: told.problems })}\n`,
    );
  io.err(`${io.colors.red('agentflow:')} ${told.message}\n`);
  // Problems of a file are in the sentence already, by line; those of a request are listed here.
  if (!told.message.includes('\n')) for (const { pointer, message } of told.problems) io.err(`  ${pointer || '/'} ${message}\n`);
  if (told.hint !== undefined) io.err(`${told.hint}\n`);
  return told.exitCode;
}
function createProgram(io: Io, start: StartInstance, done: (code: ExitCode) => void): Command {
  const program = new Command('agentflow');
  program
    .description('Draw agent workflows, run them durably.')
    .version(VERSION)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.out(text),
      writeErr: (text) => io.err(text),
      outputError: (text, write) => write(text.replace(/^error: /, 'agentflow: ')),
    })
    .showHelpAfterError('(agentflow --help lists the commands)')
    .addHelpText('after', '\nExit codes: 0 completed, 1 failed, 2 wrong usage or problems in the definition, 3 waiting for somebody.');
  const command = (signature: string, summary: string): Command => program.command(signature).description(summary);

  withData(command('dev', 'start AgentFlow in this process'))
    .option('-p, --port <port>', 'port to listen on (AGENTFLOW_PORT, 8420; 0 takes any free one)')
    .option('--host <host>', 'address to listen on (AGENTFLOW_HOST, 127.0.0.1)')
    .action(async (options: Target & { port?: string; host?: string }) =>
      done(await (await import('./commands/dev.js')).dev(io, options, start)),
    );
  remote(command('run <file>', 'run a workflow file and print its output'))
    .option('-i, --input <file|json>', 'the input: a JSON or YAML file, JSON text, or - for stdin')
    .option('-a, --answers <file|json>', 'answers to the questions it asks: { "<path>": answer }')
    .option('-m, --model <provider/name>', 'use this model in the place of every scripted/… one')
    .option('-n, --name <key>', 'key of the workflow on the server (default: name of the folder or file)')
    .option('-q, --quiet', 'show no progress', false)
    .action(async (file: string, options: Globals & { input?: string; answers?: string; model?: string; name?: string; quiet: boolean }) =>
      done(await (await import('./commands/run.js')).run(io, file, options, start)),
    );
  command('validate <file>', 'list what is wrong with a workflow file; needs no server')
    .option('--json', 'print one JSON document', false)
    .action(async (file: string, options: { json: boolean }) =>
      done(await (await import('./commands/validate.js')).validate(io, file, options)),
    );
  remote(command('publish <file>', 'release a workflow file as a new revision'))
    .option('-c, --comment <text>', 'what is new')
    .option('-n, --name <key>', 'key of the workflow on the server (default: name of the folder or file)')
    .option('--canary <percent>', 'not to all: beside the released revision, with this share of the new executions', share)
    .action(async (file: string, options: Globals & { comment?: string; name?: string; canary?: number }) =>
      done(await (await import('./commands/publish.js')).publish(io, file, options)),
    );

  const canary = command('canary', 'a revision that runs a share of the new executions');
  remote(canary.command('show <workflow>', { isDefault: true }).description('what new executions run, and how the two fare')).action(
    async (workflow: string, options: Globals) => done(await (await import('./commands/canary.js')).showCanary(io, workflow, options)),
  );
  remote(canary.command('set <workflow>').description('start it, or change its share'))
    .requiredOption('-r, --revision <n>', 'which revision', revisionNumber)
    .requiredOption('-p, --percent <percent>', 'its share of the new executions, 1 to 99', share)
    .action(async (workflow: string, options: Globals & { revision: number; percent: number }) =>
      done(await (await import('./commands/canary.js')).setCanary(io, workflow, options)),
    );
  for (const [verb, summary] of [
    ['promote', 'release it to all'],
    ['end', 'let all new executions run what is released'],
  ] as const) {
    remote(canary.command(`${verb} <workflow>`).description(summary))
      .option('-r, --revision <n>', 'only if it is this revision', revisionNumber)
      .action(async (workflow: string, options: Globals & { revision?: number }) =>
        done(await (await import('./commands/canary.js')).finishCanary(io, verb, workflow, options)),
      );
  }

  const executions = command('executions', 'list, show and steer executions');
  remote(executions.command('list', { isDefault: true }).description('the newest ones'))
    .option('-w, --workflow <key>', 'of one workflow')
    .addOption(new Option('-s, --status <status>', 'with this status, or several with commas'))
    .option('-l, --limit <n>', 'how many, at most 200', wholeNumber, 20)
    .action(async (options: Globals & { workflow?: string; status?: string; limit: number }) =>
      done(await (await import('./commands/executions.js')).listExecutions(io, options)),
    );
  remote(executions.command('show <id>').description('one with its nodes')).action(async (id: string, options: Globals) =>
    done(await (await import('./commands/executions.js')).showExecution(io, id, options)),
  );
  for (const [verb, summary] of [
    ['stop', 'end it'],
    ['pause', 'let nothing new start'],
    ['resume', 'go on after a pause'],
  ] as const) {
    remote(executions.command(`${verb} <id>`).description(summary)).action(async (id: string, options: Globals) =>
      done(await (await import('./commands/executions.js')).steerExecution(io, verb, id, options)),
    );
  }
  remote(executions.command('answer <id> <path> <value>').description('answer a question: a JSON file, JSON text, or - for stdin')).action(
    async (id: string, path: string, value: string, options: Globals) =>
      done(await (await import('./commands/executions.js')).answerExecution(io, id, path, value, options)),
  );
  remote(command('logs <id>', 'what happened in an execution'))
    .option('-f, --follow', 'go on until it ends', false)
    .action(async (id: string, options: Globals & { follow: boolean }) =>
      done(await (await import('./commands/logs.js')).logs(io, id, options)),
    );
  remote(command('export <id>', 'an execution as one file that another installation can open and replay'))
    .option('-o, --output <file>', 'write it there instead of to stdout')
    .action(async (id: string, options: Globals & { output?: string }) =>
      done(await (await import('./commands/export.js')).exportExecution(io, id, options)),
    );
  remote(command('import <file>', 'take in an execution that `export` wrote: to be read, replayed and forked')).action(
    async (file: string, options: Globals) => done(await (await import('./commands/import.js')).importExecution(io, file, options)),
  );
  remote(command('replay <id>', 'decide a recorded history again and compare; exit 1 if it differs')).action(
    async (id: string, options: Globals) => done(await (await import('./commands/replay.js')).replayExecution(io, id, options)),
  );
  return program;
}
const withData = (command: Command): Command => command.option('-d, --data <folder>', 'data folder (AGENTFLOW_DATA, ./.agentflow)');
const remote = (command: Command): Command =>
  withData(command)
    .option('--url <url>', 'speak to this instance (AGENTFLOW_URL)')
    .option('--key <key>', 'with this API key (AGENTFLOW_KEY)')
    .option('--json', 'print one JSON document', false);
function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text) || Number(text) > 200) throw new InvalidArgumentError('it is a whole number from 1 to 200');
  return Number(text);
}
function share(text: string): number {
  if (!/^[1-9]\d?$/.test(text)) throw new InvalidArgumentError('it is a whole number from 1 to 99');
  return Number(text);
}
function revisionNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('it is the number of a revision, from 1');
  return Number(text);
}
