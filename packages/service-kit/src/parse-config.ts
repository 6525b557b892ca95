import { inspect } from 'node:util';
import { AppError, type Problem } from '@agentflow/core';
import { z } from 'zod';

/** A text that never prints: `String`, `JSON.stringify`, `inspect` and template literals all show `[secret]`. */
export class Secret {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  /** The text itself, for the one call that needs it. */
  reveal(): string {
    return this.#text;
  }
  toString(): string {
    return '[secret]';
  }
  toJSON(): string {
    return '[secret]';
  }
  [inspect.custom](): string {
    return '[secret]';
  }
}
/** A zod type for a secret in the environment. `minLength` in characters. */
export const secretText = (minLength = 1) =>
  z
    .string()
    .min(minLength, { error: `must have at least ${minLength} characters` })
    .transform((text) => new Secret(text));

/**
 * Reads a service's configuration out of `env` and freezes it. Empty variables count as absent, so that `NAME= command` gives the default.
 * @throws AppError BAD_REQUEST whose problems name every variable that is wrong (never its value), all at once
 */
export function parseConfig<S extends z.ZodObject>(schema: S, env: { readonly [name: string]: string | undefined }): Readonly<z.output<S>> {
  const known: Record<string, string> = {};
  for (const name of Object.keys(schema.shape)) {
    const text = env[name];
    if (text !== undefined && text !== '') known[name] = text;
  }
  const parsed = schema.safeParse(known, { reportInput: false });
  if (parsed.success) return Object.freeze(parsed.data);
  const problems = parsed.error.issues.map((issue): Problem => {
    const name = String(issue.path[0] ?? '');
    const absent = issue.code === 'invalid_type' && !(name in known);
    const message = absent ? `${name} must be set` : `${name}: ${issue.message}`;
    return { pointer: `/${issue.path.map(String).join('/')}`, code: absent ? 'MISSING' : 'INVALID', severity: 'error', message };
  });
  throw new AppError(
    'BAD_REQUEST',
    `the configuration is wrong: ${problems.map((problem) => problem.message).join('; ')}`,
    {},
    { problems },
  );
}
