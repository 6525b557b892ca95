import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Json } from '@agentflow/core';
import { parse } from 'yaml';
import type { TemplateView } from '../application/gateway-services.js';

/** The `examples/` of this installation. */
export const EXAMPLES_FOLDER = fileURLToPath(new URL('../../../../examples', import.meta.url));

/** Every example of the folder as the web's templates show it; folders without a `workflow.yaml` are none. */
export async function readExamples(folder: string): Promise<readonly TemplateView[]> {
  const names = (await readdir(folder, { withFileTypes: true }).catch(() => []))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  const found = await Promise.all(names.sort().map((name) => readExample(join(folder, name))));
  return found.filter((example) => example !== undefined);
}
export async function readExample(folder: string): Promise<TemplateView | undefined> {
  const yaml = await readFile(join(folder, 'workflow.yaml'), 'utf8').catch(() => undefined);
  if (yaml === undefined) return undefined;
  const definition = parse(yaml) as { readonly name?: string; readonly description?: string };
  const documents = async (beside: string): Promise<Record<string, Json>> => {
    const found: Record<string, Json> = {};
    for (const file of await readdir(join(folder, beside)).catch(() => []))
      if (/\.ya?ml$/.test(file)) found[file.replace(/\.ya?ml$/, '')] = parse(await readFile(join(folder, beside, file), 'utf8')) as Json;
    return found;
  };
  const texts = async (beside: string): Promise<Record<string, string>> => {
    const found: Record<string, string> = {};
    for (const file of await readdir(join(folder, beside)).catch(() => []))
      if (/\.ya?ml$/.test(file)) found[file.replace(/\.ya?ml$/, '')] = await readFile(join(folder, beside, file), 'utf8');
    return found;
  };
  const json = async (file: string): Promise<Json> => {
    const text = await readFile(join(folder, file), 'utf8').catch(() => undefined);
    return text === undefined ? {} : (JSON.parse(text) as Json);
  };
  return {
    name: basename(folder),
    title: await titleOf(folder, definition.name ?? basename(folder)),
    description: definition.description ?? '',
    yaml,
    input: await json('input.json'),
    answers: await json('answers.json'),
    models: await documents('models'),
    agents: await documents('agents'),
    workflows: await texts('workflows'),
    translations: await documents('translations'),
  };
}
/** The heading of the example's README, else the workflow's name. */
async function titleOf(folder: string, otherwise: string): Promise<string> {
  const readme = await readFile(join(folder, 'README.md'), 'utf8').catch(() => '');
  return /^#\s+(.+)$/m.exec(readme)?.[1]?.trim() ?? otherwise;
}
