/** Any JSON value. Numbers are finite; `undefined` never occurs inside. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };
/** A JSON Schema 2020-12 document. */
export type JsonSchema = JsonObject | boolean;

/** A value as the engine keeps it: in place, or (over 32 KiB) by the digest under which the object store holds it. */
export type Held = { readonly value: Json } | HeldRef;
export interface HeldRef {
  /** `sha256:<hex>` of the value's JSON text (UTF-8). */
  readonly ref: string;
  /** Length of the JSON text in bytes. */
  readonly size: number;
}
export const isRef = (held: Held): held is HeldRef => 'ref' in held;
/** Values whose JSON text is longer than this many bytes live in the object store. */
export const INLINE_VALUE_BYTES = 32 * 1024;
/** The largest value an execution may carry, in bytes of JSON text. */
export const MAX_VALUE_BYTES = 16 * 1024 * 1024;
/** How a held value reads in the API: itself, or `{ "$ref", "size" }`. */
export const presentHeld = (held: Held): Json => (isRef(held) ? { $ref: held.ref, size: held.size } : held.value);
