/** What may be called in an expression: CEL's own functions and macros, and those of the product. The test compiles every example with the product's compiler. */
export interface CelFunction {
  readonly name: string;
  readonly signature: string;
  /** Called on a value, `text.size()`, rather than with it. */
  readonly on?: 'text' | 'list' | 'map' | 'time';
  /** An expression that is valid, and what it gives. */
  readonly example: readonly [expression: string, gives: unknown];
}
/** Texts of explanation are at `code.fn.<name>`. */
export const CEL_FUNCTIONS: readonly CelFunction[] = [
  { name: 'size', signature: 'size(text | list | map): int', example: ['size("abc")', 3] },
  { name: 'has', signature: 'has(value.field): bool', example: ['has({"a": 1}.a)', true] },
  { name: 'string', signature: 'string(value): string', example: ['string(12)', '12'] },
  { name: 'int', signature: 'int(value): int', example: ['int("12")', 12] },
  { name: 'double', signature: 'double(value): double', example: ['double("1.5")', 1.5] },
  { name: 'bool', signature: 'bool(text): bool', example: ['bool("true")', true] },
  { name: 'json', signature: 'json(value): string', example: ['json([1])', '[1]'] },
  { name: 'parseJson', signature: 'parseJson(text): any', example: ['parseJson("[1]")', [1]] },
  { name: 'join', signature: 'join(list, separator): string', example: ['join(["a", "b"], "-")', 'a-b'] },
  { name: 'split', signature: 'split(text, separator): list', example: ['split("a,b", ",")', ['a', 'b']] },
  { name: 'lower', signature: 'lower(text): string', example: ['lower("A")', 'a'] },
  { name: 'upper', signature: 'upper(text): string', example: ['upper("a")', 'A'] },
  { name: 'trim', signature: 'trim(text): string', example: ['trim(" a ")', 'a'] },
  { name: 'replace', signature: 'replace(text, from, to): string', example: ['replace("abc", "b", "x")', 'axc'] },
  { name: 're', signature: 're(text, pattern): bool', example: ['re("abc", "^a")', true] },
  { name: 'keys', signature: 'keys(map): list', example: ['keys({"a": 1})', ['a']] },
  { name: 'values', signature: 'values(map): list', example: ['values({"a": 1})', [1]] },
  { name: 'sum', signature: 'sum(list): number', example: ['sum([1, 2])', 3] },
  { name: 'min', signature: 'min(list) · min(a, b)', example: ['min([2, 1])', 1] },
  { name: 'max', signature: 'max(list) · max(a, b)', example: ['max(1, 2)', 2] },
  { name: 'abs', signature: 'abs(number): number', example: ['abs(-1)', 1] },
  { name: 'round', signature: 'round(number): number', example: ['round(1.6)', 2] },
  { name: 'floor', signature: 'floor(number): number', example: ['floor(1.6)', 1] },
  { name: 'ceil', signature: 'ceil(number): number', example: ['ceil(1.2)', 2] },
  {
    name: 'timestamp',
    signature: 'timestamp(text): time',
    example: ['string(timestamp("2026-01-01T00:00:00Z"))', '2026-01-01T00:00:00.000Z'],
  },
  { name: 'duration', signature: 'duration(text): duration', example: ['string(duration("90s"))', '90s'] },
  { name: 'contains', on: 'text', signature: 'text.contains(part): bool', example: ['"abc".contains("b")', true] },
  { name: 'startsWith', on: 'text', signature: 'text.startsWith(part): bool', example: ['"abc".startsWith("a")', true] },
  { name: 'endsWith', on: 'text', signature: 'text.endsWith(part): bool', example: ['"abc".endsWith("c")', true] },
  { name: 'substring', on: 'text', signature: 'text.substring(from, to): string', example: ['"abc".substring(1, 2)', 'b'] },
  { name: 'exists', on: 'list', signature: 'list.exists(x, condition): bool', example: ['[1, 2].exists(x, x > 1)', true] },
  { name: 'all', on: 'list', signature: 'list.all(x, condition): bool', example: ['[1, 2].all(x, x > 0)', true] },
  { name: 'exists_one', on: 'list', signature: 'list.exists_one(x, condition): bool', example: ['[1, 2].exists_one(x, x > 1)', true] },
  { name: 'filter', on: 'list', signature: 'list.filter(x, condition): list', example: ['[1, 2].filter(x, x > 1)', [2]] },
  { name: 'map', on: 'list', signature: 'list.map(x, value): list', example: ['[1, 2].map(x, x * 2)', [2, 4]] },
];
