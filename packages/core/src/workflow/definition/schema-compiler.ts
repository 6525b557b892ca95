import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv';
import addFormatsModule from 'ajv-formats';
import { canonicalJson } from '../../canonical.js';
import { compilePattern } from '../../expression/pattern.js';
import type { Json, JsonSchema } from '../../json.js';

export interface SchemaCompiler {
  /** `all`: a value is checked to its end instead of to its first error. @throws Error that says what is wrong with the schema */
  compile(schema: JsonSchema, all: boolean): ValidateFunction;
}
const addFormats = addFormatsModule as unknown as (ajv: Ajv2020) => void;
let shared: SchemaCompiler | undefined;

/** The one schema compiler, made when first needed (it compiles the meta-schema, some 10 ms). */
export const schemaCompiler = (): SchemaCompiler => (shared ??= createSchemaCompiler());

function createSchemaCompiler(): SchemaCompiler {
  const [first, all] = [createAjv(false), createAjv(true)];
  return {
    compile(schema, wantsAll) {
      const ajv = wantsAll ? all : first;
      try {
        return ajv.compile(schema);
      } finally {
        if (typeof schema === 'object') ajv.removeSchema(schema);
      }
    },
  };
}

function createAjv(allErrors: boolean): Ajv2020 {
  const ajv = new Ajv2020({ allErrors, strict: false, logger: false, verbose: true, code: { regExp: linearRegExp } });
  addFormats(ajv);
  // Ajv compares every pair of items; this is linear in the size of the list.
  ajv.removeKeyword('uniqueItems');
  ajv.addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    schemaType: 'boolean',
    validate: uniqueItems,
    error: { message: 'must not have the same item twice' },
  });
  return ajv;
}

const uniqueItems = (wanted: boolean, list: readonly Json[]): boolean => !wanted || new Set(list.map(canonicalJson)).size === list.length;

/** Patterns of authors run on RE2: linear time whatever the pattern. Ajv keeps one matcher per `toString()`. */
const linearRegExp = Object.assign(
  (pattern: string) => ({
    test: (text: string): boolean => compilePattern(pattern).matcher(text).find(),
    toString: (): string => `re2 ${pattern}`,
  }),
  { code: 'refused' },
);
