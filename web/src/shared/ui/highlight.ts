/** Splits text into coloured pieces, line by line, with one pass of a pattern per language. The pieces joined are the text again. */
export type Language = 'yaml' | 'json' | 'javascript' | 'template' | 'cel';
export interface Piece {
  readonly text: string;
  readonly kind: 'plain' | 'key' | 'string' | 'number' | 'comment' | 'template' | 'keyword';
}
const TEMPLATE = String.raw`(?<template>\{\{.*?\}\})`;
const STRING = String.raw`(?<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')`;
const NUMBER = String.raw`(?<number>(?<![\w.])-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.]))`;
const WORDS = String.raw`(?<keyword>\b(?:true|false|null)\b)`;
const JS_WORDS = String.raw`(?<keyword>\b(?:export|default|async|await|function|const|let|var|return|if|else|for|of|in|while|new|throw|try|catch|true|false|null|undefined|typeof)\b)`;
const PATTERNS: { readonly [language in Language]: RegExp } = {
  yaml: new RegExp(
    String.raw`(?<comment>(?:^|(?<=\s))#.*$)|${TEMPLATE}|(?<key>(?:^|(?<=^\s*(?:- )*)|(?<=[{,]\s*))[\w$.-]+(?=:(?:\s|$)))|${STRING}|${NUMBER}|${WORDS}`,
    'g',
  ),
  json: new RegExp(String.raw`(?<key>"(?:[^"\\]|\\.)*"(?=\s*:))|${STRING}|${NUMBER}|${WORDS}`, 'g'),
  javascript: new RegExp(
    String.raw`(?<comment>//.*$)|(?<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|${'`'}(?:[^${'`'}\\]|\\.)*${'`'})|${NUMBER}|${JS_WORDS}`,
    'g',
  ),
  template: new RegExp(TEMPLATE, 'g'),
  cel: new RegExp(String.raw`${STRING}|${NUMBER}|${WORDS}|(?<key>\b[A-Za-z_]\w*(?=\.(?:output|error|status|usage)\b))`, 'g'),
};
const MAX_LINE = 2000;
export function highlightLine(line: string, language: Language): Piece[] {
  if (line.length > MAX_LINE) return [{ text: line, kind: 'plain' }];
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of line.matchAll(PATTERNS[language])) {
    const kind = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined)?.[0] as Piece['kind'] | undefined;
    if (!kind || match[0] === '') continue;
    if (match.index > from) pieces.push({ text: line.slice(from, match.index), kind: 'plain' });
    if (kind === 'string' && language === 'yaml') pieces.push(...withTemplates(match[0]));
    else pieces.push({ text: match[0], kind });
    from = match.index + match[0].length;
  }
  if (from < line.length) pieces.push({ text: line.slice(from), kind: 'plain' });
  return pieces;
}
/** A quoted text of YAML is a template all the same. */
const withTemplates = (text: string): Piece[] =>
  text
    .split(/(\{\{.*?\}\})/)
    .flatMap((part): Piece[] =>
      part === '' ? [] : [{ text: part, kind: part.startsWith('{{') && part.endsWith('}}') ? 'template' : 'string' }],
    );
