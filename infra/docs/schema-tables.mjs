/** Text that is put into Markdown as text: no markup, no template, no table cell comes out of it. */
export const text = (value) =>
  String(value ?? '')
    .replace(/\s*\n\s*/g, ' ')
    .split('`')
    // What stands between backticks is code: there nothing but the bar means anything.
    .map((part, index) => (index % 2 === 1 ? part : part.replaceAll('\\', '\\\\').replaceAll('<', '&lt;')))
    .join('`')
    .replaceAll('|', '\\|');

/** A Markdown table. Cells are Markdown already. */
export const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows]
    .map(
      (cells) =>
        `| ${cells
          .map((cell) =>
            String(cell ?? '')
              .replace(/\s*\n\s*/g, ' ')
              .replace(/(?<!\\)\|/g, '\\|'),
          )
          .join(' | ')} |`,
    )
    .join('\n');

const LISTED = 8;
const code = (value) => `\`${value}\``;

/** What a JSON Schema allows, in a few words of Markdown. */
export function typeOf(schema) {
  if (schema === true || schema === undefined || Object.keys(schema).length === 0) return 'any';
  if (schema.$ref) return code(schema.$ref.split('/').at(-1));
  if (schema.const !== undefined) return code(JSON.stringify(schema.const));
  if (schema.enum)
    return (
      schema.enum
        .slice(0, LISTED)
        .map((each) => code(each))
        .join(', ') + (schema.enum.length > LISTED ? ', …' : '')
    );
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return [...new Set(choices.map(typeOf))].join(' or ');
  const kind = Array.isArray(schema.type) ? schema.type.join(' or ') : (schema.type ?? 'any');
  if (kind === 'array') return `list of ${typeOf(schema.items)}`;
  const bounds = [schema.minimum ?? schema.exclusiveMinimum, schema.maximum ?? schema.exclusiveMaximum];
  if ((kind === 'integer' || kind === 'number') && bounds.some((each) => each !== undefined)) {
    // Bounds of the machine's integers say nothing.
    const [low, high] = bounds.map((each) => (each === undefined || Math.abs(each) >= Number.MAX_SAFE_INTEGER ? '…' : each));
    return low === '…' && high === '…' ? kind : `${kind}, ${low} to ${high}`;
  }
  return kind;
}
const plain = (name) => name.toLowerCase().replace(/[^a-z]/g, '');
/** Rows `[name, type, description]` of an object's fields, those of objects inside it by their path; a star marks what is needed. */
export function schemaRows(schema, prefix = '', depth = 0) {
  const needed = new Set(schema?.required ?? []);
  const own = Object.entries(schema?.properties ?? {}).flatMap(([name, inner]) => {
    const row = [
      `${code(prefix + name)}${needed.has(name) ? ' *' : ''}`,
      typeOf(inner),
      [inner.title && plain(inner.title) !== plain(name) ? `${text(inner.title)}.` : '', text(inner.description)].filter(Boolean).join(' '),
    ];
    const nested = inner.type === 'array' ? inner.items : inner;
    return depth < 2 && nested?.properties
      ? [row, ...schemaRows(nested, `${prefix}${name}${inner.type === 'array' ? '[]' : ''}.`, depth + 1)]
      : [row];
  });
  const parts = (schema?.allOf ?? schema?.anyOf ?? schema?.oneOf ?? []).flatMap((part) => schemaRows(part, prefix, depth));
  const seen = new Set();
  return [...own, ...parts].filter(([name]) => !seen.has(name) && seen.add(name));
}
