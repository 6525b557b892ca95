/** What may be written at a place of the YAML: types of nodes, members of a node, and the names in the configuration of its type. */
import type { CodeOptions } from '../../shared/code/editor-types.js';
import type { NodeTypeDescriptor } from '../../api/types.js';

const MEMBERS =
  'id type title description config join retry timeoutSeconds onError fallback effect domain compensation cancels budget mutex checkpoint body'.split(
    ' ',
  );
const ROOT = 'schemaVersion name description inputs variables triggers nodes edges settings layout'.split(' ');
const indentOf = (line: string): number => /^\s*(?:- +)?/.exec(line)?.[0].length ?? 0;

export function yamlOptions(
  types: ReadonlyMap<string, NodeTypeDescriptor>,
  text: string,
  at: number,
  explicit: boolean,
): CodeOptions | null {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const line = text.slice(start, at);
  const type = /^\s*(?:- +)?(?:\{.*[{,]\s*)?type:\s*(\w*)$/.exec(line);
  if (type)
    return {
      from: at - (type[1] as string).length,
      options: [...types.values()].map((each) => ({ label: each.type, detail: each.title, info: each.description, kind: 'type' })),
    };
  const key = /^(\s*(?:- +)?)(\w*)$/.exec(line);
  if (!key || (key[2] === '' && !explicit)) return null;
  const indent = (key[1] as string).length;
  const from = at - (key[2] as string).length;
  if (indent === 0) return { from, options: ROOT.map((label) => option(label)) };
  const above = text
    .slice(Math.max(0, start - 20_000), start)
    .split('\n')
    .reverse();
  const parent = above.find((other) => other.trim() !== '' && indentOf(other) < indent);
  if (parent?.trim() === 'config:' || /(^|\s)config:$/.test(parent?.trim() ?? '')) {
    const own = nodeType(above, indentOf(parent ?? ''));
    const properties = (
      types.get(own ?? '')?.configSchema as { properties?: Record<string, { title?: string; description?: string }> } | undefined
    )?.properties;
    return properties
      ? { from, options: Object.entries(properties).map(([label, schema]) => option(label, schema.title, schema.description)) }
      : null;
  }
  const inNode =
    /^nodes:$/.test(parent?.trim() ?? '') || above.some((other) => indentOf(other) === indent && /^\s*(?:- +)?(?:id|type):/.test(other));
  return inNode ? { from, options: MEMBERS.map((label) => option(label)) } : null;
}
const option = (label: string, detail?: string, info?: string) => ({ label, apply: `${label}: `, detail, info, kind: 'property' as const });
/** The type written beside a `config:` of this indentation. */
function nodeType(above: readonly string[], indent: number): string | undefined {
  for (const line of above) {
    if (line.trim() === '' || indentOf(line) > indent) continue;
    if (indentOf(line) < indent) return undefined;
    const found = /^\s*(?:- +)?type:\s*(\w+)/.exec(line);
    if (found) return found[1];
  }
  return undefined;
}
