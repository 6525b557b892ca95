import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { checkModelScript, parseDefinition, type Json, type JsonObject, type Problem } from '@agentflow/core';
import { CliError, usageError } from './cli-error.js';
import { EXIT } from './exit-codes.js';
import type { Io } from './io.js';
import { reasonOf } from './json-argument.js';
import { renderProblems } from './render-problems.js';

/** A workflow as it lies on disk, with the model scripts and agents beside it. */
export interface WorkflowFile {
  /** As the user wrote it, for messages. */
  readonly name: string;
  readonly format: 'yaml' | 'json';
  readonly text: string;
  readonly definition: Json;
  /** Key under which it is kept: the folder's name for `workflow.yaml`, else the file's. */
  readonly key: string;
  readonly models: readonly { readonly name: string; readonly script: Json }[];
  /** By key: `agents/<key>.yaml`. */
  readonly agents: readonly { readonly key: string; readonly draft: JsonObject }[];
  /** Of `workflows/` beside it: what its subflows run, released before it. */
  readonly workflows: readonly WorkflowFile[];
  /** Adds line and column to problems that have only a pointer. */
  locate(problems: readonly Problem[]): readonly Problem[];
}
/** @throws CliError when it cannot be read, or is no YAML or JSON; model scripts are checked too */
export async function readWorkflowFile(io: Io, file: string): Promise<WorkflowFile> {
  const path = resolve(io.cwd, file);
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw usageError(reasonOf(cause, file), 'name a workflow file, for example examples/research-brief/workflow.yaml');
  });
  const format = extname(path).toLowerCase() === '.json' ? 'json' : 'yaml';
  const parsed = parseDefinition(text, { format });
  if (parsed.value === undefined || parsed.problems.some(({ severity }) => severity === 'error')) throw refuse(io, file, parsed.problems);
  return {
    name: file,
    format,
    text,
    definition: parsed.value,
    key: keyOf(path),
    models: await readModels(io, join(dirname(path), 'models')),
    agents: await readAgents(io, join(dirname(path), 'agents')),
    workflows: await readSubflows(io, join(dirname(path), 'workflows')),
    locate: (problems) =>
      problems.map((problem) => (problem.line === undefined ? { ...problem, ...parsed.locate(problem.pointer) } : problem)),
  };
}
/** Ends the command with the problems of a file, all at once. */
export function refuse(io: Io, file: string, problems: readonly Problem[]): CliError {
  const count = problems.filter(({ severity }) => severity === 'error').length;
  return new CliError(`${renderProblems(problems, file, io.colors)}\n${file} has ${count === 1 ? 'a problem' : `${count} problems`}`, {
    exitCode: EXIT.problems,
    code: 'DEFINITION_INVALID',
    problems,
  });
}
/** Scripts of `models/<name>.yaml` (or .json). None: an empty list. */
async function readModels(io: Io, folder: string): Promise<WorkflowFile['models']> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => /\.(ya?ml|json)$/i.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const shown = relative(io.cwd, join(folder, name)) || name;
      const { value, problems, locate } = parseDefinition(await readFile(join(folder, name), 'utf8'), {
        format: /json$/i.test(name) ? 'json' : 'yaml',
      });
      if (value === undefined) throw refuse(io, shown, problems);
      const found = checkModelScript(value).map((problem) => ({ ...problem, ...locate(problem.pointer) }));
      if (found.length > 0) throw refuse(io, shown, found);
      return { name: basename(name, extname(name)), script: value };
    }),
  );
}
/** Agents of `agents/<key>.yaml` (or .json), without their key. What is wrong inside, the server says. */
async function readAgents(io: Io, folder: string): Promise<WorkflowFile['agents']> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => /\.(ya?ml|json)$/i.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const shown = relative(io.cwd, join(folder, name)) || name;
      const { value, problems } = parseDefinition(await readFile(join(folder, name), 'utf8'), {
        format: /json$/i.test(name) ? 'json' : 'yaml',
      });
      if (value === undefined || problems.some(({ severity }) => severity === 'error')) throw refuse(io, shown, problems);
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw refuse(io, shown, [{ pointer: '', code: 'NOT_AN_OBJECT', severity: 'error', message: 'an agent is an object' }]);
      return { key: basename(name, extname(name)), draft: value as JsonObject };
    }),
  );
}
/** Workflows of `workflows/<key>.yaml` (or .json), as a workflow file of their own. */
async function readSubflows(io: Io, folder: string): Promise<WorkflowFile['workflows']> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => /\.(ya?ml|json)$/i.test(name)).sort();
  return Promise.all(names.map((name) => readWorkflowFile(io, relative(io.cwd, join(folder, name)) || name)));
}
function keyOf(path: string): string {
  const stem = basename(path).replace(/\.(ya?ml|json)$/i, '');
  const name = /^(workflow|index)$/i.test(stem) ? basename(dirname(path)) : stem.replace(/\.workflow$/i, '');
  return (
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60) || 'workflow'
  );
}
