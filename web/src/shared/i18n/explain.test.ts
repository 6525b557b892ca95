import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ERROR_CODES, parseDefinition, PROBLEM_CODES, validateDefinition, type Problem } from '@agentflow/core';
import { createNodeCatalog } from '@agentflow/nodes';
import { en } from './en.js';
import { sayProblem, type Words } from './explain.js';
import { zh } from './zh.js';

type Tree = { readonly [key: string]: string | Tree };
const wordsOf =
  (tree: Tree): Words =>
  (key, places = {}) => {
    const found = key.split('.').reduce<string | Tree | undefined>((at, part) => (typeof at === 'object' ? at[part] : undefined), tree);
    return typeof found === 'string' ? found.replace(/{{(\w+)}}/g, (_all, name: string) => places[name] ?? `{{${name}}}`) : undefined;
  };
const chinese = wordsOf(zh as Tree);
const problem = (code: string, message: string, more: Partial<Problem> = {}): Problem => ({
  pointer: '',
  code,
  severity: 'error',
  message,
  ...more,
});

describe('problems and errors', () => {
  it.each([
    ['zh', zh],
    ['en', en],
  ])('have a text for each code in %s', (_language, texts) => {
    const { problem: problems, failure } = texts as unknown as Record<'problem' | 'failure', Record<string, string>>;
    expect(PROBLEM_CODES.filter((code) => !problems[code])).toEqual([]);
    expect(Object.keys(ERROR_CODES).filter((code) => !failure[code])).toEqual([]);
  });
  it('have a text for each code that the designer says of forms', () => {
    const folder = join(import.meta.dirname, '../../../../services/designer/src/application');
    const text = readdirSync(folder)
      .map((file) => readFileSync(join(folder, file), 'utf8'))
      .join('\n');
    const said = [...text.matchAll(/say\([^,]+, '([A-Z_]+)'|code: '([A-Z_]+)',\s*severity/g)].map((match) => match[1] ?? match[2] ?? '');
    expect(said.length).toBeGreaterThan(15);
    expect(said.filter((code) => !chinese(`problem.${code}`) && !chinese(`failure.${code}`))).toEqual([]);
  });
  it('name what the server names', () => {
    const told = (...of: Parameters<typeof problem>) => sayProblem(problem(...of), chinese);
    expect(told('UNKNOWN_MODEL', 'there is no model "gpt"')).toBe('没有模型“gpt”');
    expect(told('UNKNOWN_REFERENCE', 'there is nothing called "clasify": did you mean "classify"?')).toBe(
      '此处读不到“clasify”（是否想写“classify”？）',
    );
    expect(told('INVALID_CONFIG', '"url" is missing')).toBe('配置有误：缺少“url”');
    expect(told('INVALID_CONFIG', 'cases/0/when: must be string')).toBe('配置有误：cases/0/when: 须为文本');
    expect(told('INVALID_VALUE', 'must be one of "a", "b"')).toBe('值不符合要求：须为以下之一："a", "b"');
    expect(told('INVALID_LIMIT', 'maxCost is a positive number', { pointer: '/limits/maxCost' })).toBe('“maxCost”须为正数');
    expect(told('FORBIDDEN', 'no')).toBe('没有权限');
  });
  it('fall back to the sentence of the server, and to the code', () => {
    expect(sayProblem(problem('NOBODY_KNOWS', 'something new'), chinese)).toBe('something new');
    expect(sayProblem(problem('NOBODY_KNOWS', ''), chinese)).toBe('NOBODY_KNOWS');
  });
  it('leave no place open and little English in what a broken definition is told', () => {
    const text = JSON.stringify({
      schemaVersion: '2',
      name: 3,
      colour: 'red',
      settings: { nothing: true },
      nodes: [
        { id: 'start', type: 'start' },
        { id: 'item', type: 'http', config: { method: 'FETCH' } },
        { id: 'a', type: 'lllm', config: {} },
        { id: 'b', type: 'set', config: { values: { x: '{{ nobody.output }}', y: '{{ 1 + }}' } } },
        { id: 'b', type: 'map', config: { items: 'input.list' } },
        { id: 'c', type: 'switch', config: { cases: [{ name: 'default', when: '1' }] } },
        { id: 'd', type: 'llm', config: { model: 'scripted/none' } },
      ],
      edges: [
        { source: 'start', target: 'nowhere' },
        { source: 'b', sourceHandle: 'left', target: 'c' },
      ],
    });
    const { value } = parseDefinition(text, { format: 'json' });
    const problems = validateDefinition(value!, { nodes: createNodeCatalog() });
    expect(problems.length).toBeGreaterThan(12);
    for (const one of problems) {
      const told = sayProblem(one, chinese);
      expect(told).not.toMatch(/{{|undefined/);
      expect(told).toMatch(/[\u4e00-\u9fff]/);
    }
  });
});
