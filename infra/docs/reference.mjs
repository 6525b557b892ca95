// Writes docs/reference/: pages drawn from what the product itself checks by (node types, schemas, OpenAPI, AsyncAPI, settings, commands). node infra/docs/reference.mjs
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createNodeCatalog, toolViews } from '@agentflow/nodes';
import { schemaRows, table, text } from './schema-tables.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const out = `${root}docs/reference`;
const json = (path) => JSON.parse(readFileSync(root + path, 'utf8'));
const note = (source) => `\n::: info\nDrawn from ${source}; this page changes with it.\n:::\n`;

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const pages = {
  'node-types': nodeTypes(),
  'definition-schema': definitionSchema(json('docs/schema/workflow.schema.json')),
  rest: rest(json('docs/openapi.json')),
  events: events(json('docs/asyncapi.json')),
  environment: await environment(),
  cli: cli(),
};
for (const [name, page] of Object.entries(pages)) writeFileSync(`${out}/${name}.md`, `${page.trim()}\n`);
console.log(`docs/reference: ${Object.keys(pages).length} pages`);

function nodeTypes() {
  const parts = ['# Node types', note("the node types' own descriptions, which the palette and the forms are drawn from too")];
  const types = createNodeCatalog().list();
  parts.push(
    table(
      ['type', 'title', 'effect', ''],
      types.map((each) => [`[\`${each.type}\`](#${each.type})`, each.title, `\`${each.defaultEffect}\``, each.description]),
    ),
  );
  for (const type of types) {
    parts.push(`## ${type.type}`, `**${text(type.title)}**, version ${type.version}. ${text(type.description ?? '')}`);
    const handles = type.handles ?? type.outputs;
    if (Array.isArray(handles) && handles.length > 0)
      parts.push(`Handles: ${handles.map((each) => `\`${each.name ?? each}\``).join(', ')}.`);
    const rows = schemaRows(type.configSchema ?? type.config ?? {});
    parts.push(rows.length > 0 ? table(['`config`', 'type', ''], rows) : 'Nothing to configure.');
  }
  parts.push('## Tools', 'What `tool` nodes call, and models that are given them.');
  parts.push(
    table(
      ['tool', 'effect', ''],
      toolViews().map((tool) => [`\`${tool.name}\``, `\`${tool.effect}\``, tool.description]),
    ),
  );
  return parts.join('\n\n');
}
function definitionSchema(schema) {
  const parts = [
    '# The definition, field by field',
    note('`docs/schema/workflow.schema.json`'),
    table(['field', 'type', ''], schemaRows(schema)),
  ];
  for (const [name, inner] of Object.entries(schema.$defs)) parts.push(`## ${name}`, table(['field', 'type', ''], schemaRows(inner)));
  return parts.join('\n\n');
}
function rest(api) {
  const parts = [
    '# REST calls',
    note('`docs/openapi.json`, which the gateway checks requests with'),
    'With every schema, and to try in place: `/docs` of a running instance.',
  ];
  const groups = new Map();
  for (const [path, methods] of Object.entries(api.paths))
    for (const [method, call] of Object.entries(methods)) {
      if (!call.responses) continue;
      const tag = call.tags?.[0] ?? 'Other';
      groups.set(tag, [...(groups.get(tag) ?? []), { path, method, call, shared: methods.parameters ?? [] }]);
    }
  for (const [tag, calls] of groups) {
    parts.push(`## ${tag}`);
    for (const { path, method, call, shared } of calls) {
      parts.push(
        `### ${method.toUpperCase()} ${path.replaceAll('{', '\\{')}`,
        text(call.summary ?? ''),
        call.description && call.description !== call.summary ? text(call.description) : '',
      );
      const parameters = [...shared, ...(call.parameters ?? [])].filter((each) => each.name);
      if (parameters.length > 0)
        parts.push(
          table(
            ['parameter', 'in', ''],
            parameters.map((each) => [
              `\`${each.name}\`${each.required ? ' *' : ''}`,
              each.in,
              each.description ?? each.schema?.description ?? '',
            ]),
          ),
        );
      const body = call.requestBody?.content?.['application/json']?.schema;
      if (body) parts.push(`Body: ${refOf(body)}.`);
      parts.push(
        `Answers: ${Object.entries(call.responses)
          .map(([status, answer]) => `\`${status}\` ${text(answer.description ?? '')}`)
          .join(' · ')}`,
      );
    }
  }
  return parts.filter(Boolean).join('\n\n');
}
function refOf(schema) {
  return schema.$ref ? `\`${schema.$ref.split('/').at(-1)}\`` : `\`${schema.type ?? 'any JSON'}\``;
}

function events(api) {
  const parts = ['# Events', note('`docs/asyncapi.json`'), text(api.info.description ?? '')];
  parts.push(
    '## Channels',
    table(
      ['channel', 'address', ''],
      Object.entries(api.channels).map(([name, each]) => [
        `\`${name}\``,
        each.address ? `\`${each.address}\`` : 'any',
        each.description ?? each.title ?? '',
      ]),
    ),
  );
  parts.push('## Events that AgentFlow publishes');
  for (const message of Object.values(api.components.messages)) {
    parts.push(`### ${message.name}`, text(message.summary ?? message.title ?? ''), text(message.description ?? ''));
    const data = message.payload?.properties?.data;
    const rows = data ? schemaRows(data.$ref ? (api.components.schemas?.[data.$ref.split('/').at(-1)] ?? {}) : data) : [];
    if (rows.length > 0) parts.push(table(['`data`', 'type', ''], rows));
  }
  return parts.filter(Boolean).join('\n\n');
}
/** The settings of every process with their defaults; what they mean stands as a comment at each, or in operations.md. */
async function environment() {
  const files = [
    'packages/all-in-one',
    ...readdirSync(`${root}services`).map((name) => `services/${name}`),
    'packages/service-kit',
    'packages/adapters',
  ];
  const found = new Map();
  const said = new Map();
  for (const [, names, fallback, words] of readFileSync(`${root}docs/operations.md`, 'utf8').matchAll(
    /^\| ((?:`[A-Z][A-Z0-9_<>]*`(?:, )?)+) \| (.*?) \| (.*) \|$/gm,
  ))
    for (const [, name] of names.matchAll(/`([A-Z0-9_<>]+)`/g)) said.set(name, { words: words.split(' | ').at(-1), fallback });
  for (const folder of files) {
    const file = `${root}${folder}/dist/config.js`;
    if (!existsSync(file)) continue;
    const process = folder === 'packages/all-in-one' ? 'one process' : folder.split('/')[1];
    for (const shape of Object.values(await import(pathToFileURL(file).href)))
      for (const [name, field] of Object.entries(shape?.shape ?? {})) {
        if (!/^[A-Z][A-Z0-9_]+$/.test(name)) continue;
        const known = found.get(name) ?? { where: new Set(), fallback: defaultOf(field) };
        known.where.add(process);
        found.set(name, known);
      }
  }
  for (const name of said.keys()) if (!found.has(name)) found.set(name, { where: new Set(['one process']), fallback: undefined });
  const rows = [...found]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, { fallback, where }]) => [
      `\`${name}\``,
      fallback === undefined || fallback === '' ? '' : `\`${fallback}\``,
      said.get(name)?.words ?? commentOf(name),
      [...where].sort().join(', '),
    ]);
  return [
    '# Environment variables',
    note('the settings that each process checks at its start, all at once'),
    'Units are in the names or said. More about each: [operations](../operations.md).',
    table(['variable', 'default', '', 'read by'], rows),
  ].join('\n\n');
}
function defaultOf(field) {
  const parsed = field.safeParse?.(undefined);
  if (!parsed?.success || parsed.data === undefined) return undefined;
  return typeof parsed.data === 'object' ? '' : String(parsed.data);
}
/** The comment that stands before a setting in the sources. */
function commentOf(name) {
  for (const folder of [
    'packages/all-in-one/src',
    'packages/service-kit/src',
    'packages/adapters/src',
    ...readdirSync(`${root}services`).map((each) => `services/${each}/src`),
  ])
    for (const file of readdirSync(root + folder, { recursive: true }).filter((each) => /\.ts$/.test(each) && !/test/.test(each))) {
      const match = new RegExp(`/\\*\\* ((?:(?!\\*/)[\\s\\S])*?) \\*/\\s*${name}:`).exec(readFileSync(`${root}${folder}/${file}`, 'utf8'));
      if (match) return match[1].replace(/\s*\n\s*\*\s*/g, ' ');
    }
  return '';
}
function cli() {
  const help = (...args) =>
    execFileSync(process.execPath, [`${root}packages/cli/dist/main.js`, ...args, '--help'], {
      encoding: 'utf8',
      env: { ...process.env, COLUMNS: '100', NO_COLOR: '1' },
    });
  const main = help();
  const commands = [...main.slice(main.indexOf('Commands:')).matchAll(/^ {2}([a-z]+)/gm)]
    .map(([, name]) => name)
    .filter((name) => name !== 'help');
  const parts = ['# The `agentflow` command', note('the commands themselves'), `\`\`\`text\n${main.trim()}\n\`\`\``];
  for (const name of commands) parts.push(`## agentflow ${name}`, `\`\`\`text\n${help(name).trim()}\n\`\`\``);
  return parts.join('\n\n');
}
