import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  bodiesOfNode,
  stepInto,
  type BodyDefinition,
  type JsonObject,
  type NodeDefinition,
  type WorkflowDefinition,
} from '@agentflow/core';
import { createNodeCatalog } from '@agentflow/nodes';
import { parse } from 'yaml';
import { checkDefinition } from './check-definition.js';
import { fakeIo } from './testing/fake-io.js';
import { readWorkflowFile } from './workflow-file.js';

const FOLDER = new URL('../../../examples', import.meta.url).pathname;
const names = readdirSync(FOLDER).filter((name) => existsSync(join(FOLDER, name, 'workflow.yaml')));
const json = (name: string, file: string): unknown => JSON.parse(readFileSync(join(FOLDER, name, file), 'utf8'));
const read = (name: string) => readWorkflowFile(fakeIo({ cwd: FOLDER }), join(name, 'workflow.yaml'));

/** Every node with its path, bodies included. */
function* nodesOf(body: BodyDefinition, prefix = ''): Generator<{ readonly path: string; readonly node: NodeDefinition }> {
  for (const node of body.nodes) {
    yield { path: prefix + node.id, node };
    for (const { body: inner, role } of bodiesOfNode(node as unknown as JsonObject))
      yield* nodesOf(inner as unknown as BodyDefinition, `${prefix}${node.id}/${stepInto(role)}`);
  }
}
describe('the examples', () => {
  it('are at least ten', () => expect(names.length).toBeGreaterThanOrEqual(10));
  it('show every node type that there is', async () => {
    const files = await Promise.all(names.map(read));
    const used = new Set(
      files
        .flatMap((file) => [file, ...file.workflows])
        .flatMap(({ definition }) => [...nodesOf(definition as unknown as WorkflowDefinition)].map(({ node }) => node.type)),
    );
    const missing = createNodeCatalog()
      .list()
      .map(({ type }) => type)
      .filter((type) => !used.has(type));
    expect(missing).toEqual([]);
  });

  describe.each(names)('%s', (name) => {
    it('is valid, with its model scripts', async () => {
      const workflow = await read(name);
      for (const file of [workflow, ...workflow.workflows]) expect(file.locate(checkDefinition(file))).toEqual([]);
      expect(workflow.key).toBe(name);
    });
    it('has input, expected output, a README with the one command, and answers for exactly the questions it asks', async () => {
      const definition = (await read(name)).definition as unknown as WorkflowDefinition;
      expect(json(name, 'input.json')).toBeInstanceOf(Object);
      expect(json(name, 'expected.json')).toMatchObject({ status: 'completed', output: expect.anything() });
      const questions = [...nodesOf(definition)].filter(({ node }) => node.type === 'human').map(({ path }) => path);
      expect(existsSync(join(FOLDER, name, 'answers.json')) ? Object.keys(json(name, 'answers.json') as object) : []).toEqual(questions);
      expect(readFileSync(join(FOLDER, name, 'README.md'), 'utf8')).toContain(
        `npx agentflow run examples/${name}/workflow.yaml --input examples/${name}/input.json`,
      );
    });
    it('is told in Chinese as well: every node and every input by its name, and nothing that is not there', async () => {
      const definition = (await read(name)).definition as unknown as WorkflowDefinition;
      const told = parse(readFileSync(join(FOLDER, name, 'translations', 'zh.yaml'), 'utf8')) as {
        readonly [part: string]: Record<string, unknown>;
      };
      const chinese = /[\u4e00-\u9fff]/;
      expect([told['title'], told['description']].every((text) => chinese.test(String(text)))).toBe(true);
      const inputs = ((definition as { inputs?: { properties?: object } }).inputs?.properties ?? {}) as object;
      expect(Object.keys(told['inputs'] ?? {}).sort()).toEqual(Object.keys(inputs).sort());
      expect(Object.keys(told['nodes'] ?? {}).sort()).toEqual([...nodesOf(definition)].map(({ path }) => path).sort());
      const asked = [...nodesOf(definition)].filter(({ node }) => node.type === 'human').map(({ path }) => path);
      for (const path of asked) expect((told['nodes'] as Record<string, { prompt?: string }>)[path]?.prompt).toMatch(chinese);
    });
    it('brings the script of every scripted model it uses, and no other', async () => {
      const workflow = await read(name);
      const definition = workflow.definition as unknown as WorkflowDefinition;
      const used = [...nodesOf(definition)]
        .flatMap(({ node }) => ['model', 'cheaperModel', 'fallbackModel'].map((field) => node.config?.[field]))
        .concat(workflow.agents.flatMap(({ draft }) => [draft['model'], draft['fallbackModel']]))
        .filter((model): model is string => typeof model === 'string');
      expect(used.every((model) => model.startsWith('scripted/'))).toBe(true);
      expect(workflow.models.map((model) => `scripted/${model.name}`).sort()).toEqual([...new Set(used)].sort());
    });
    it('lies well on a canvas: every node has a place and a title, none overlap, and edges run to the right', async () => {
      const definition = (await read(name)).definition as unknown as WorkflowDefinition;
      const places = definition.layout?.nodes ?? {};
      expect(Object.keys(places).sort()).toEqual([...nodesOf(definition)].map(({ path }) => path).sort());
      for (const { node } of nodesOf(definition)) expect(node.title).toBeTruthy();
      for (const edge of definition.edges) expect(places[edge.target]!.x).toBeGreaterThanOrEqual(places[edge.source]!.x + 260);
      const spots = definition.nodes.map(({ id }) => places[id]!);
      for (const [at, one] of spots.entries())
        for (const other of spots.slice(at + 1)) expect(Math.abs(one.x - other.x) >= 260 || Math.abs(one.y - other.y) >= 120).toBe(true);
    });
  });

  it('carry the very documents and figures that lie beside them', () => {
    const { variables } = parse(readFileSync(join(FOLDER, 'docs-qa', 'workflow.yaml'), 'utf8')) as {
      variables: { documents: { id: string; text: string }[] };
    };
    expect(variables.documents.map(({ id }) => id)).toEqual(readdirSync(join(FOLDER, 'docs-qa', 'docs')).sort());
    for (const { id, text } of variables.documents) expect(text).toBe(readFileSync(join(FOLDER, 'docs-qa', 'docs', id), 'utf8'));
    expect(json('csv-report', 'input.json')).toEqual({ csv: readFileSync(join(FOLDER, 'csv-report', 'sales.csv'), 'utf8') });
  });
});
