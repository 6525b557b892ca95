import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diffDefinitions } from '@agentflow/core';
import { parse } from 'yaml';
import type { WorkflowDefinition } from '../../api/types.js';
import { parseText, patchText } from '../designer/yaml-document.js';
import { localizeTemplate, type Translation } from './localize-template.js';

const FOLDER = join(import.meta.dirname, '../../../../examples');
const names = readdirSync(FOLDER, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
const read = (name: string): { yaml: string; definition: WorkflowDefinition; zh: Translation } => {
  const yaml = readFileSync(join(FOLDER, name, 'workflow.yaml'), 'utf8');
  const parsed = parseText(yaml);
  if (!('definition' in parsed)) throw new Error(name);
  return {
    yaml,
    definition: parsed.definition,
    zh: parse(readFileSync(join(FOLDER, name, 'translations/zh.yaml'), 'utf8')) as Translation,
  };
};
const chinese = /[\u4e00-\u9fff]/;

describe.each(names)('the example %s in Chinese', (name) => {
  const { yaml, definition, zh } = read(name);
  const told = localizeTemplate(definition, zh);
  it('names itself, every node and every input in Chinese', () => {
    const titles = JSON.stringify(told).match(/"title":"[^"]*"/g) ?? [];
    expect(told.name).toMatch(chinese);
    // Fields of nested input objects keep their own names.
    for (const node of told.nodes) expect(node.title).toMatch(/[\u4e00-\u9fff]|^CSV$/);
    expect(titles.length).toBeGreaterThan(2);
  });
  it('does exactly what it does in English', () => {
    const strip = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(strip)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value).flatMap(([key, inner]) =>
                ['title', 'description', 'name', 'prompt'].includes(key) && typeof inner === 'string' ? [] : [[key, strip(inner)]],
              ),
            )
          : value;
    expect(strip(told)).toEqual(strip(definition));
  });
  it('keeps the comments of the text', () => {
    const comments = (text: string) => text.split('\n').filter((line) => /^\s*#/.test(line)).length;
    expect(comments(patchText(yaml, told))).toBe(comments(yaml));
  });
});
it('changes nothing without a translation', () => {
  const { definition } = read('plan-trip');
  expect(diffDefinitions(definition as never, localizeTemplate(definition, {}) as never)).toEqual([]);
});
