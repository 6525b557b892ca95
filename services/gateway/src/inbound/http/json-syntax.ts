const SPACE = /[ \t\r\n]*/y;
const LITERAL = /true|false|null/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// eslint-disable-next-line no-control-regex -- RFC 8259 forbids exactly these in strings
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;

/**
 * Where text that `JSON.parse` refused stops being JSON (RFC 8259): an offset, the text's length when it ends too early. The engine's own
 * message does not say. Recursive: nesting must be bounded by the caller.
 */
export function jsonFaultAt(text: string): number {
  let at = 0;
  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    if (!pattern.test(text)) return false;
    at = pattern.lastIndex;
    return true;
  };
  const take = (character: string): boolean => {
    if (text[at] !== character) return false;
    at++;
    skip(SPACE);
    return true;
  };
  const string = (): boolean => {
    if (skip(STRING)) return true;
    if (text[at] === '"') at = firstBad(text, at + 1);
    return false;
  };
  const members = (close: string, member: () => boolean): boolean => {
    if (take(close)) return true;
    do if (!member()) return false;
    while (take(','));
    return take(close);
  };
  const value = (): boolean => {
    skip(SPACE);
    const good = take('{')
      ? members('}', () => string() && skip(SPACE) && take(':') && value())
      : take('[')
        ? members(']', value)
        : string() || skip(NUMBER) || skip(LITERAL);
    return good && skip(SPACE);
  };
  value();
  return at;
}

/** The first character of a broken string that may not stand there. */
function firstBad(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    if (text.charCodeAt(i) < 32) return i;
    if (text[i] !== '\\') continue;
    if (!/^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.test(text.slice(i, i + 6))) return i;
    i++;
  }
  return text.length;
}
