import { folderPath, foldersOf, renamedFolder } from './folder-path.js';

const at = (id: string, folder: string) => ({ id, folder });
const all = [at('a', 'mail/in'), at('b', 'mail'), at('c', ''), at('d', 'mailing'), at('e', 'mail/in/late')];

describe('folders', () => {
  it('are written without empty steps and blanks', () => {
    expect([' mail / in ', '/mail//in/', '', ' / '].map(folderPath)).toEqual(['mail/in', 'mail/in', '', '']);
  });
  it('are those that hold something at any depth', () => {
    expect(foldersOf(all)).toEqual(['mail', 'mail/in', 'mail/in/late', 'mailing']);
  });
  it('take with them what is in and below them, and nothing that is only called alike', () => {
    expect(renamedFolder(all, 'mail', 'post/office')).toEqual([
      { id: 'a', from: 'mail/in', to: 'post/office/in' },
      { id: 'b', from: 'mail', to: 'post/office' },
      { id: 'e', from: 'mail/in/late', to: 'post/office/in/late' },
    ]);
    expect(renamedFolder(all, 'mail/in', '')).toEqual([
      { id: 'a', from: 'mail/in', to: '' },
      { id: 'e', from: 'mail/in/late', to: 'late' },
    ]);
  });
  it('that are called the same move nothing', () => {
    expect([renamedFolder(all, 'mail', 'mail'), renamedFolder(all, '', 'x')]).toEqual([[], []]);
  });
});
