import type { BodyDefinition, Json, NodeDefinition, WorkflowDefinition } from '../../api/types.js';

/** What an example is called in another language; see `examples/<name>/translations/`. */
export interface Translation {
  readonly title?: string;
  readonly description?: string;
  /** By property of the inputs' schema. */
  readonly inputs?: { readonly [name: string]: string };
  /** By path: the title, and the question of a node that asks a person. */
  readonly nodes?: { readonly [path: string]: { readonly title?: string; readonly prompt?: string } };
}
export const translationOf = (translations: Json | undefined, language: string): Translation | undefined =>
  (translations as { readonly [language: string]: Translation } | undefined)?.[language];

/** The same workflow under the names of `translation`: what it does is untouched. */
export function localizeTemplate(definition: WorkflowDefinition, translation: Translation): WorkflowDefinition {
  const { title, description, inputs = {}, nodes = {} } = translation;
  const node = (each: NodeDefinition, path: string): NodeDefinition => {
    const told = nodes[path];
    const named = {
      ...each,
      ...(told?.title ? { title: told.title } : {}),
      ...(told?.prompt ? { config: { ...(each.config ?? {}), prompt: told.prompt } } : {}),
    } as NodeDefinition & { body?: BodyDefinition; config?: { states?: { readonly [name: string]: State } } };
    return {
      ...named,
      ...(named.body ? { body: body(named.body, `${path}/`) } : {}),
      ...(named.config?.states ? { config: { ...named.config, states: states(named.config.states, path) } } : {}),
    } as NodeDefinition;
  };
  const body = (each: BodyDefinition, prefix: string): BodyDefinition => ({
    ...each,
    nodes: each.nodes.map((inner) => node(inner, prefix + inner.id)),
  });
  const states = (all: { readonly [name: string]: State }, path: string) =>
    Object.fromEntries(
      Object.entries(all).map(([name, state]) => [
        name,
        {
          ...state,
          ...Object.fromEntries(
            PHASES.flatMap((phase) => {
              const inner = state[phase];
              return inner ? [[phase, body(inner, `${path}/${name}/${phase}/`)]] : [];
            }),
          ),
        },
      ]),
    );
  const properties = (definition.inputs as { properties?: { readonly [name: string]: object } } | undefined)?.properties;
  return {
    ...definition,
    ...(title ? { name: title } : {}),
    ...(description ? { description } : {}),
    ...(properties
      ? {
          inputs: {
            ...(definition.inputs as object),
            properties: Object.fromEntries(
              Object.entries(properties).map(([name, schema]) => [name, inputs[name] ? { ...schema, title: inputs[name] } : schema]),
            ),
          },
        }
      : {}),
    nodes: definition.nodes.map((each) => node(each, each.id)),
  } as WorkflowDefinition;
}
const PHASES = ['entry', 'body', 'exit'] as const;
type State = { readonly [phase in (typeof PHASES)[number]]?: BodyDefinition };
