import type { ErrorObject } from 'ajv';
import { pathSet, type PathSet } from '../../expression/path-patterns.js';
import type { Json, JsonSchema } from '../../json.js';
import { valuesAt } from '../definition/config-paths.js';
import type { NodeModel } from '../definition/definition-model.js';
import type { ProblemCode } from './problem-codes.js';
import type { NodeTypeDescriptor, ReferenceCatalog } from '../definition/node-catalog.js';
import { pointerSteps } from '../format/positions.js';
import { asProblem, compileRaw, schemaProblems, summarise, type RawSchemaCheck } from '../definition/schema-check.js';
import type { Report } from './validate-report.js';

const checks = new WeakMap<object, RawSchemaCheck>();
const NOTHING_WRONG: RawSchemaCheck = () => [];

/** The config against the schema of its type, where templates may stand for what they will render to; schemas inside it; literals; what it refers to. */
export function validateConfig(node: NodeModel, references: ReferenceCatalog | undefined, report: Report): void {
  const { descriptor, config, pointer, id } = node;
  if (!descriptor) return;
  for (const error of configErrors(descriptor, config)) {
    const problem = asProblem(error);
    report.add({
      ...problem,
      code: 'INVALID_CONFIG',
      pointer: `${pointer}/config${problem.pointer}`,
      message: sentence(problem.pointer, problem.message),
      nodeId: id,
    });
  }
  for (const { pointer: at, value } of valuesAt(
    config,
    descriptor.literals.filter((path) => path.endsWith('schema')),
  )) {
    for (const problem of schemaProblems(value))
      report.add({ ...problem, pointer: `${pointer}/config${at}${problem.pointer}`, nodeId: id });
  }
  validateNames(node, descriptor, references, report);
}

const sentence = (pointer: string, message: string): string =>
  pointer === '' || message.startsWith('"') ? message : `${pointer.slice(1)}: ${message}`;

function configErrors(descriptor: NodeTypeDescriptor, config: Json): readonly ErrorObject[] {
  const literal = pathSet(descriptor.literals);
  const errors = checkOf(descriptor.configSchema)(config);
  const excused = errors.filter((error) => isExcused(error, config, literal));
  const around = new Set(excused.flatMap((error) => ancestors(error.instancePath)));
  const isChoice = (error: ErrorObject): boolean => error.keyword === 'oneOf' || error.keyword === 'anyOf';
  return summarise(errors.filter((error) => !excused.includes(error))).filter(
    (error) => !(isChoice(error) && around.has(error.instancePath)),
  );
}

function checkOf(schema: JsonSchema): RawSchemaCheck {
  if (typeof schema !== 'object') return NOTHING_WRONG;
  const known = checks.get(schema);
  if (known) return known;
  const check = compileRaw(schema);
  checks.set(schema, check);
  return check;
}

/** A template that is one expression may become any value; one among text stays text, but nobody knows which. */
function isExcused(error: ErrorObject, config: Json, literal: PathSet): boolean {
  let value: Json | undefined = config;
  let set = literal;
  for (const step of pointerSteps(error.instancePath)) {
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as { readonly [key: string]: Json })[step]
        : undefined;
    set = set.step(step);
  }
  if (typeof value !== 'string' || !value.includes('{{') || set.whole) return false;
  return error.keyword !== 'type' || (value.startsWith('{{') && value.endsWith('}}'));
}

function ancestors(pointer: string): readonly string[] {
  const found = [pointer];
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) found.push(at.slice(0, at.lastIndexOf('/')));
  return found;
}

/** Literal members that name something outside the definition. */
const NAMED: readonly {
  readonly path: string;
  readonly what: string;
  readonly code: ProblemCode;
  readonly exists: (catalog: ReferenceCatalog, name: string) => boolean;
}[] = [
  { path: 'agent', what: 'agent', code: 'UNKNOWN_AGENT', exists: (catalog, name) => catalog.hasAgent(name) },
  { path: 'credential', what: 'credential', code: 'UNKNOWN_CREDENTIAL', exists: (catalog, name) => catalog.hasCredential(name) },
  { path: 'model', what: 'model', code: 'UNKNOWN_MODEL', exists: (catalog, name) => catalog.hasModel(name) },
  { path: 'fallbackModel', what: 'model', code: 'UNKNOWN_MODEL', exists: (catalog, name) => catalog.hasModel(name) },
  { path: 'tool', what: 'tool', code: 'UNKNOWN_TOOL', exists: (catalog, name) => catalog.hasTool(name) },
  { path: 'tools/*', what: 'tool', code: 'UNKNOWN_TOOL', exists: (catalog, name) => catalog.hasTool(name) },
  { path: 'workflow', what: 'workflow', code: 'UNKNOWN_WORKFLOW', exists: (catalog, name) => catalog.hasWorkflow(name) },
];

function validateNames(node: NodeModel, descriptor: NodeTypeDescriptor, references: ReferenceCatalog | undefined, report: Report): void {
  const literal = pathSet(descriptor.literals);
  for (const { path, what, code, exists } of NAMED) {
    if (!path.split('/').reduce((set: PathSet, step) => set.step(step), literal).whole) continue;
    for (const { pointer, value } of valuesAt(node.config, [path])) {
      if (typeof value !== 'string') continue;
      const at = `${node.pointer}/config${pointer}`;
      if (value.includes('{{'))
        report.error('LITERAL_EXPECTED', at, `the name of a ${what} is written as it is: templates are not possible here`, node.id);
      else if (references && !exists(references, value)) report.error(code, at, `there is no ${what} "${value.slice(0, 100)}"`, node.id);
    }
  }
}
