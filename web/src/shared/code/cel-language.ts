/** CEL, and text with CEL between `{{ }}`, for the editor: colours only, what is wrong says the product's own compiler. */
import { HighlightStyle, StreamLanguage, type StringStream } from '@codemirror/language';
import { tags } from '@lezer/highlight';

interface State {
  /** Inside `{{ }}`; always so for bare CEL. */
  inside: boolean;
  /** Braces of maps that are open. */
  depth: number;
  /** The quote that ends the string begun. */
  quote: string | null;
}
const WORDS = /^(?:true|false|null|in)\b/;
const MACROS = /^(?:has|all|exists|exists_one|map|filter|size|contains|startsWith|endsWith)(?=\()/;
const NUMBER = /^(?:0x[\da-fA-F]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)u?/;

function inString(stream: StringStream, state: State): string {
  const quote = state.quote as string;
  while (!stream.eol()) {
    if (stream.match(quote)) {
      state.quote = null;
      return 'string';
    }
    if (stream.next() === '\\') stream.next();
  }
  if (quote.length === 1) state.quote = null;
  return 'string';
}
function expression(stream: StringStream, state: State, template: boolean): string | null {
  if (state.quote) return inString(stream, state);
  if (stream.eatSpace()) return null;
  if (template && state.depth === 0 && stream.match('}}')) {
    state.inside = false;
    return 'brace';
  }
  if (stream.match('//')) {
    stream.skipToEnd();
    return 'comment';
  }
  const quote = stream.match(/^(?:"""|'''|"|')/) as RegExpMatchArray | null;
  if (quote) {
    state.quote = quote[0];
    return inString(stream, state);
  }
  if (stream.match(NUMBER)) return 'number';
  if (stream.match(WORDS)) return 'keyword';
  if (stream.match(MACROS) || stream.match(/^[A-Za-z_]\w*(?=\()/)) return 'function';
  if (stream.match(/^\.[A-Za-z_]\w*(?!\w*\()/)) return 'property';
  if (stream.match(/^[A-Za-z_]\w*/)) return 'variable';
  const char = stream.next();
  if (char === '{') state.depth += 1;
  if (char === '}') state.depth = Math.max(0, state.depth - 1);
  return char && '+-*/%<>=!&|?:'.includes(char) ? 'operator' : null;
}
const language = (template: boolean) =>
  StreamLanguage.define<State>({
    name: template ? 'template' : 'cel',
    startState: () => ({ inside: !template, depth: 0, quote: null }),
    copyState: (state) => ({ ...state }),
    token(stream, state) {
      if (state.inside) return expression(stream, state, template);
      if (stream.match('{{')) {
        Object.assign(state, { inside: true, depth: 0, quote: null });
        return 'brace';
      }
      if (!stream.skipTo('{{')) stream.skipToEnd();
      return null;
    },
    languageData: { closeBrackets: { brackets: template ? ['{', '(', '[', '"'] : ['(', '[', '{', '"', "'"] } },
    tokenTable: {
      brace: tags.processingInstruction,
      property: tags.propertyName,
      variable: tags.variableName,
      function: tags.function(tags.variableName),
    },
  });
export const celLanguage = language(false);
export const templateLanguage = language(true);

/** The colours of the product, light and dark alike: they are variables of the page. */
export const highlightStyle = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName), tags.attributeName], color: 'var(--code-key)' },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: 'var(--code-string)' },
  { tag: [tags.number, tags.bool, tags.null, tags.keyword, tags.atom], color: 'var(--code-number)' },
  { tag: [tags.comment, tags.lineComment, tags.blockComment], color: 'var(--code-comment)', fontStyle: 'italic' },
  { tag: [tags.processingInstruction], color: 'var(--code-template)', fontWeight: '600' },
  { tag: [tags.variableName], color: 'var(--code-name)' },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], color: 'var(--code-function)' },
  { tag: [tags.operator, tags.punctuation, tags.bracket], color: 'var(--text-2)' },
  { tag: tags.invalid, color: 'var(--st-failed)' },
]);
