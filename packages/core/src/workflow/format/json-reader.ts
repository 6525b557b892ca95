import { UNSAFE_KEYS } from '../../expression/limits.js';
import type { Json } from '../../json.js';
import { escapePointer } from './unsafe-keys.js';

export interface JsonFault {
  readonly code: 'MALFORMED_JSON' | 'DUPLICATE_KEY' | 'UNSAFE_KEY' | 'DOCUMENT_TOO_DEEP';
  readonly message: string;
  readonly pointer: string;
  readonly offset: number;
}
export interface JsonReading {
  /** `undefined` when the text is no JSON. */
  readonly value: Json | undefined;
  readonly faults: readonly JsonFault[];
  /** Offset at which the value of each pointer begins; only filled when asked for. */
  readonly offsets: ReadonlyMap<string, number>;
}

/** Reads JSON (RFC 8259) as `JSON.parse` does, but says where it is wrong, and refuses keys that are double or unsafe and nesting beyond `maxDepth`. */
export function readJson(text: string, maxDepth: number, withOffsets = false): JsonReading {
  const reader = new JsonReader(text, maxDepth, withOffsets);
  try {
    const value = reader.document();
    return { value: reader.faults.length > 0 ? undefined : value, faults: reader.faults, offsets: reader.offsets };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return { value: undefined, faults: [...reader.faults, error.fault], offsets: reader.offsets };
  }
}

class Stop extends Error {
  constructor(readonly fault: JsonFault) {
    super(fault.message);
  }
}
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORDS: readonly (readonly [string, Json])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];
const MAX_FAULTS = 100;

class JsonReader {
  readonly faults: JsonFault[] = [];
  readonly offsets = new Map<string, number>();
  private at = 0;
  constructor(
    private readonly text: string,
    private readonly maxDepth: number,
    private readonly withOffsets: boolean,
  ) {}

  document(): Json {
    if (this.text.startsWith('\uFEFF')) this.at = 1;
    const value = this.value('', 0);
    this.space();
    if (this.at < this.text.length) this.stop(`unexpected ${this.shown()} after the end of the document`);
    return value;
  }

  private value(pointer: string, depth: number): Json {
    this.space();
    if (depth > this.maxDepth) this.stop(`the document is nested deeper than ${this.maxDepth} levels`, 'DOCUMENT_TOO_DEEP');
    if (this.withOffsets) this.offsets.set(pointer, this.at);
    const char = this.text[this.at];
    if (char === '{') return this.object(pointer, depth);
    if (char === '[') return this.list(pointer, depth);
    if (char === '"') return this.string();
    for (const [word, value] of WORDS) {
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return value;
      }
    }
    return this.number();
  }

  private object(pointer: string, depth: number): Json {
    const result: Record<string, Json> = {};
    const seen = new Set<string>();
    this.at += 1;
    if (this.skip('}')) return result;
    do {
      this.space();
      const offset = this.at;
      if (this.text[this.at] !== '"') this.stop(`expected a key in double quotes, found ${this.shown()}`);
      const key = this.string();
      const inner = `${pointer}/${escapePointer(key)}`;
      if (seen.has(key)) this.fault('DUPLICATE_KEY', `the key "${key}" is there twice`, inner, offset);
      if (UNSAFE_KEYS.has(key)) this.fault('UNSAFE_KEY', `the key "${key}" is not allowed`, inner, offset);
      seen.add(key);
      if (!this.skip(':')) this.stop(`expected ":" after the key "${key.slice(0, 80)}", found ${this.shown()}`);
      const value = this.value(inner, depth + 1);
      if (!UNSAFE_KEYS.has(key)) result[key] = value;
    } while (this.skip(','));
    if (!this.skip('}')) this.stop(`expected "," or "}", found ${this.shown()}`);
    return result;
  }

  private list(pointer: string, depth: number): Json {
    const result: Json[] = [];
    this.at += 1;
    if (this.skip(']')) return result;
    do result.push(this.value(`${pointer}/${result.length}`, depth + 1));
    while (this.skip(','));
    if (!this.skip(']')) this.stop(`expected "," or "]", found ${this.shown()}`);
    return result;
  }

  private string(): string {
    const from = this.at;
    for (let i = from + 1; ; i++) {
      const char = this.text.charCodeAt(i);
      if (Number.isNaN(char)) this.stop('the text that begins here never ends');
      if (char === 0x5c) i += 1;
      else if (char < 0x20) {
        this.at = i;
        this.stop('line breaks and control characters are written as \\n, \\t, \\u0000 in a text');
      } else if (char === 0x22) {
        this.at = i + 1;
        return this.unescape(from, i + 1);
      }
    }
  }

  private unescape(from: number, to: number): string {
    const raw = this.text.slice(from, to);
    if (!raw.includes('\\')) return raw.slice(1, -1);
    try {
      return JSON.parse(raw) as string;
    } catch {
      this.at = from;
      return this.stop('this text holds an escape that JSON does not know');
    }
  }

  private number(): number {
    NUMBER.lastIndex = this.at;
    const match = NUMBER.exec(this.text)?.[0];
    if (match === undefined) return this.stop(`expected a value, found ${this.shown()}`);
    const value = Number(match);
    if (!Number.isFinite(value)) this.stop(`the number ${match.slice(0, 40)} is too large`);
    this.at += match.length;
    return value;
  }

  private space(): void {
    for (;;) {
      const char = this.text.charCodeAt(this.at);
      if (char !== 0x20 && char !== 0x0a && char !== 0x0d && char !== 0x09) return;
      this.at += 1;
    }
  }

  private skip(char: string): boolean {
    this.space();
    if (this.text[this.at] !== char) return false;
    this.at += 1;
    return true;
  }

  private shown(): string {
    const char = this.text[this.at];
    return char === undefined ? 'the end of the document' : JSON.stringify(char);
  }

  private fault(code: JsonFault['code'], message: string, pointer: string, offset: number): void {
    if (this.faults.length < MAX_FAULTS) this.faults.push({ code, message, pointer, offset });
  }

  private stop(message: string, code: JsonFault['code'] = 'MALFORMED_JSON'): never {
    throw new Stop({ code, message, pointer: '', offset: this.at });
  }
}
