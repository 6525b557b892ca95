import { compileExpression } from '@agentflow/core';
import { en } from '../../../shared/i18n/en.js';
import { CEL_FUNCTIONS } from './cel-functions.js';

describe('the functions that the editor offers', () => {
  it.each(CEL_FUNCTIONS.map(({ name, example }) => [name, ...example]))('%s is one of the language', (_, expression, gives) => {
    expect(compileExpression(expression as string).evaluate({})).toEqual(gives);
  });
  it('are all explained', () => {
    const explained = Object.keys((en as unknown as { code: { fn: object } }).code.fn);
    expect(CEL_FUNCTIONS.map(({ name }) => name).filter((name) => !explained.includes(name))).toEqual([]);
  });
});
