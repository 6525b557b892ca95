/** Largest definition, in bytes of UTF-8. */
export const MAX_DOCUMENT_BYTES = 2 * 1024 * 1024;
/** Deepest nesting of lists and objects in a document: 16 bodies in each other, with room for configs and schemas. */
export const MAX_DOCUMENT_DEPTH = 200;
/** Bodies in bodies. */
export const MAX_BODY_NESTING = 16;
export const MAX_NODES = 5_000;
export const MAX_EDGES = 20_000;
/** YAML aliases in one document, counted by what they expand to. */
export const MAX_ALIASES = 100;
/** Tokens of a YAML text (words, punctuation, white space): 2 MB of ordinary YAML have 500,000 to 900,000. */
export const MAX_YAML_TOKENS = 1_000_000;
/** Problems listed at once; more than anyone reads, so that a hostile document cannot make the answer large. */
export const MAX_PROBLEMS = 1_000;
