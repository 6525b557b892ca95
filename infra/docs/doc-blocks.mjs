/**
 * The commands of a page: fenced blocks marked `sh run`, in order, each with the output that a block marked `text expect` right behind it promises.
 * Everything else of the page is prose.
 */
const FENCE = /^(`{3,})([^\n`]*)\n([\s\S]*?)^\1[ \t]*$/gm;

/** @returns {{ line: number, code: string, expect: string[] }[]} `line` counts from 1. @throws Error on an expectation without a command before it */
export function commandBlocks(markdown) {
  const blocks = [];
  for (const match of markdown.matchAll(FENCE)) {
    const [language = '', ...marks] = match[2].trim().split(/\s+/);
    const line = markdown.slice(0, match.index).split('\n').length;
    if (language === 'sh' && marks.includes('run')) blocks.push({ line, code: match[3], expect: [] });
    else if (marks.includes('expect')) {
      const last = blocks.at(-1);
      if (!last) throw new Error(`line ${line}: what is expected here? No command comes before it`);
      last.expect.push(...match[3].split('\n').filter((each) => each.trim() !== '' && each.trim() !== '…'));
    }
  }
  return blocks;
}
/** Whether `line` says what `pattern` promises; `…` stands for any text. */
export const fits = (pattern, line) => {
  const parts = pattern.trim().split('…');
  let from = 0;
  for (const [index, part] of parts.entries()) {
    const at = line.indexOf(part, from);
    if (at < 0 || (index === 0 && parts.length === 1 && line.trim() !== part && !line.includes(part))) return false;
    from = at + part.length;
  }
  return true;
};
/** The first promised line that the output does not hold, in order; `undefined` when it holds all. */
export function missingLine(expected, output) {
  const lines = output.split('\n');
  let from = 0;
  for (const pattern of expected) {
    const found = lines.findIndex((line, index) => index >= from && fits(pattern, line));
    if (found < 0) return pattern.trim();
    from = found + 1;
  }
  return undefined;
}
