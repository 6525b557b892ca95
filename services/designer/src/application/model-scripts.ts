import { AppError, checkModelScript, type Problem } from '@agentflow/core';
import { COLLECTIONS, type DesignerService, type ModelDescriptor, type ModelScriptDocument } from '@agentflow/ports';
import type { DesignerDeps } from './designer-deps.js';
import { listedModels } from './references.js';
import { requireShallow } from './require-shallow.js';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;
/** Answered by the model client itself. */
const BUILT_IN = new Set(['echo']);
const MAX_SCRIPT_BYTES = 1024 * 1024;
const PAGE = 200;

/** @throws AppError INVALID_INPUT (problems), PAYLOAD_TOO_LARGE */
export const putModelScript =
  ({ documents }: DesignerDeps): DesignerService['putModelScript'] =>
  async ({ org, name, script }) => {
    requireShallow(script, 'the script');
    const problems = [...nameProblems(name), ...checkModelScript(script)];
    if (problems.some((problem) => problem.severity === 'error'))
      throw new AppError('INVALID_INPUT', problems[0]!.message, {}, { problems });
    const bytes = Buffer.byteLength(JSON.stringify(script));
    if (bytes > MAX_SCRIPT_BYTES)
      throw new AppError('PAYLOAD_TOO_LARGE', `a model script may have 1 MB at most, this one has ${bytes} bytes`, {
        bytes,
        limit: MAX_SCRIPT_BYTES,
      });
    const document: ModelScriptDocument = { name, script };
    await documents.put(org, COLLECTIONS.modelScripts, name, document, { index: { name } });
    return { name };
  };

export const getModelScript =
  ({ documents }: DesignerDeps): DesignerService['getModelScript'] =>
  async ({ org, name }) => {
    const found = await documents.get<ModelScriptDocument>(org, COLLECTIONS.modelScripts, name);
    if (!found) throw scriptNotFound(name);
    return { name, script: found.value.script };
  };

export const deleteModelScript =
  ({ documents }: DesignerDeps): DesignerService['deleteModelScript'] =>
  async ({ org, name }) => {
    if (!(await documents.delete(org, COLLECTIONS.modelScripts, name))) throw scriptNotFound(name);
    return {};
  };

/** What the model clients name, and the org's scripted ones. */
export const listModels =
  (deps: DesignerDeps): DesignerService['models'] =>
  async ({ org }) => {
    const items = new Map<string, ModelDescriptor>((await listedModels(deps))?.map((model) => [model.name, model]));
    for (let cursor: string | null = null; ;) {
      const page: Awaited<ReturnType<typeof deps.documents.list>> = await deps.documents.list(org, COLLECTIONS.modelScripts, {
        limit: PAGE,
        ...(cursor === null ? {} : { cursor }),
      });
      for (const { id } of page.items) if (!items.has(`scripted/${id}`)) items.set(`scripted/${id}`, scripted(id));
      cursor = page.nextCursor;
      if (cursor === null) break;
    }
    return { items: [...items.values()].sort((a, b) => (a.name < b.name ? -1 : 1)) };
  };
const scripted = (name: string): ModelDescriptor => ({
  name: `scripted/${name}`,
  provider: 'scripted',
  title: `Scripted: ${name}`,
  available: true,
  streams: true,
  tools: true,
  price: null,
});

function nameProblems(name: string): Problem[] {
  if (BUILT_IN.has(name))
    return [{ pointer: '/name', code: 'RESERVED_NAME', severity: 'error', message: `scripted/${name} is built in and cannot be replaced` }];
  if (NAME.test(name)) return [];
  return [
    {
      pointer: '/name',
      code: 'INVALID_NAME',
      severity: 'error',
      message: 'a model name is 1 to 80 letters, digits, dots, dashes and underscores, and begins with a letter or digit',
    },
  ];
}
const scriptNotFound = (name: string): AppError =>
  new AppError('MODEL_NOT_FOUND', 'no scripted model has this name', { name: name.slice(0, 200) });
