import { find, score, type Findable } from './search.js';

const item = (type: string, title: string, keywords = '', description = ''): Findable => ({ type, title, keywords, description });
const items = [
  item('http', 'HTTP request', 'api rest 请求 qingqiu qq', 'Calls a URL'),
  item('human', 'Human input', 'approval 人工 rengong rg', 'Waits for a person'),
  item('condition', '条件', 'condition tiaojian tj if'),
  item('switch', 'Switch', 'fenzhi fz'),
  item('llm', 'Model', 'prompt 模型'),
];
const types = (query: string, recent?: string[]): string[] => find(items, query, recent).map((i) => i.type);

describe('finding a node type', () => {
  it('puts the beginning of the title first', () => expect(types('hu')[0]).toBe('human'));
  it('finds by other words, also Chinese ones and pinyin initials', () => {
    expect(types('approval')).toEqual(['human']);
    expect(types('人工')).toEqual(['human']);
    expect(types('tj')[0]).toBe('condition');
    expect(types('条')[0]).toBe('condition');
  });
  it('forgives left-out letters', () => expect(types('swtch')).toContain('switch'));
  it('finds nothing for what is not there', () => expect(types('zzz')).toEqual([]));
  it('shows what was used last first when nothing is asked', () =>
    expect(types('', ['llm', 'switch']).slice(0, 2)).toEqual(['llm', 'switch']));
  it('finds words of the description last', () => expect(types('person')).toEqual(['human']));
  it('never ranks chance above a word', () => expect(score('http', 'HTTP request')).toBeGreaterThan(score('http', 'the tidy trap')));
});
