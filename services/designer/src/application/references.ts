import { isAppError, type OrgId, type ReferenceCatalog } from '@agentflow/core';
import { COLLECTIONS, type ModelDescriptor } from '@agentflow/ports';
import type { DesignerDeps } from './designer-deps.js';

export type ReferenceKind = 'agent' | 'credential' | 'tool' | 'model' | 'workflow';
/** `kind` and name joined by a line feed. */
const entry = (kind: ReferenceKind, name: string): string => `${kind}\n${name}`;

/** Answers yes to everything and remembers what it was asked: afterwards only these names have to be looked up. */
export function recordingReferences(): { readonly references: ReferenceCatalog; readonly asked: ReadonlySet<string> } {
  const asked = new Set<string>();
  const ask =
    (kind: ReferenceKind) =>
    (name: string): boolean => (asked.add(entry(kind, name)), true);
  return {
    asked,
    references: {
      hasAgent: ask('agent'),
      hasCredential: ask('credential'),
      hasTool: ask('tool'),
      hasModel: ask('model'),
      hasWorkflow: ask('workflow'),
    },
  };
}
/** The names of one kind that were asked for. */
export const namesOf = (asked: ReadonlySet<string>, kind: ReferenceKind): readonly string[] =>
  [...asked].filter((name) => name.startsWith(`${kind}\n`)).map((name) => name.slice(kind.length + 1));
/** Answers yes to all but `missing`. */
export function referencesWithout(missing: ReadonlySet<string>): ReferenceCatalog {
  const has =
    (kind: ReferenceKind) =>
    (name: string): boolean =>
      !missing.has(entry(kind, name));
  return {
    hasAgent: has('agent'),
    hasCredential: has('credential'),
    hasTool: has('tool'),
    hasModel: has('model'),
    hasWorkflow: has('workflow'),
  };
}
/** Those of the names asked for that this org has not. */
export async function missingReferences(deps: DesignerDeps, org: OrgId, asked: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  const missing = new Set<string>();
  const models = namesOf(asked, 'model').length > 0 ? await listedModels(deps) : [];
  await Promise.all(
    [...asked].map(async (key) => {
      const at = key.indexOf('\n');
      const [kind, name] = [key.slice(0, at) as ReferenceKind, key.slice(at + 1)];
      if (!(await exists(deps, org, kind, name, models))) missing.add(key);
    }),
  );
  return missing;
}
async function exists(
  deps: DesignerDeps,
  org: OrgId,
  kind: ReferenceKind,
  name: string,
  models: readonly ModelDescriptor[] | undefined,
): Promise<boolean> {
  switch (kind) {
    case 'agent':
      return hasDocument(deps, org, COLLECTIONS.agents, name);
    case 'credential':
      return hasDocument(deps, org, COLLECTIONS.credentials, name);
    case 'workflow':
      return hasDocument(deps, org, COLLECTIONS.workflows, name);
    case 'tool':
      return deps.tools().some((tool) => tool.name === name);
    case 'model':
      return hasModel(deps, org, name, models);
  }
}
async function hasDocument({ documents }: DesignerDeps, org: OrgId, collection: string, name: string): Promise<boolean> {
  return (await documents.getByUnique(org, collection, 'key', name)) !== null || (await documents.get(org, collection, name)) !== null;
}
/**
 * Scripted models must exist by name. Of another provider any name will do: new models and self-hosted ones appear without us;
 * whether it can be called shows when it is. When the clients cannot say, the name is believed.
 */
export async function hasModel(
  { documents }: DesignerDeps,
  org: OrgId,
  name: string,
  models: readonly ModelDescriptor[] | undefined,
): Promise<boolean> {
  if (models?.some((model) => model.name === name)) return true;
  const [provider, rest] = splitModel(name);
  if (provider === 'scripted') return rest === 'echo' || (await documents.get(org, COLLECTIONS.modelScripts, rest)) !== null;
  if (rest === '') return false;
  return models === undefined || models.some((model) => model.provider === provider);
}
const splitModel = (name: string): [provider: string, rest: string] => {
  const slash = name.indexOf('/');
  return slash < 0 ? [name, ''] : [name.slice(0, slash), name.slice(slash + 1)];
};
/** What the model clients name; `undefined` when they cannot say. */
export async function listedModels({ models, logger }: DesignerDeps): Promise<readonly ModelDescriptor[] | undefined> {
  try {
    return await models();
  } catch (error) {
    logger.warn(
      { err: isAppError(error) ? { code: error.code, message: error.message } : error },
      'the model clients could not list their models',
    );
    return undefined;
  }
}
