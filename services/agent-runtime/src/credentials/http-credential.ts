import { AppError, type JsonObject } from '@agentflow/core';
import type { OpenCredential } from './credentials.js';

export const HTTP_CREDENTIALS = ['bearer', 'basic', 'header', 'api-key'] as const;
/** What a credential adds to a call. */
export interface CredentialParts {
  readonly headers: { readonly [name: string]: string };
  readonly query: { readonly [name: string]: string };
  /** Texts that must not come back: removed from answers and errors. */
  readonly secrets: readonly string[];
}
/** @throws AppError CONFIG_INVALID when the secret does not have the form its type asks for; never quotes it */
export function httpCredential({ key, type, secret }: OpenCredential): CredentialParts {
  const object = parseObject(secret);
  const field = (name: string): string | undefined => (typeof object?.[name] === 'string' ? object[name] : undefined);
  const malformed = (): never => {
    throw new AppError('CONFIG_INVALID', `the secret of credential ${key} does not have the form of type ${type}`, {
      credential: key,
      type,
      sent: false,
    });
  };
  switch (type) {
    case 'bearer':
      return header('authorization', `Bearer ${secret}`, secret);
    case 'basic': {
      const pair = object ? `${field('username') ?? malformed()}:${field('password') ?? malformed()}` : secret;
      const encoded = Buffer.from(pair).toString('base64');
      return header('authorization', `Basic ${encoded}`, encoded, pair.slice(pair.indexOf(':') + 1));
    }
    case 'header':
      return header(field('name') ?? malformed(), field('value') ?? malformed(), field('value')!);
    case 'api-key': {
      if (!object) return header('x-api-key', secret, secret);
      const value = field('value') ?? field('key') ?? field('apiKey') ?? malformed();
      const name = field('name') ?? 'x-api-key';
      return field('in') === 'query'
        ? { headers: {}, query: { [name]: value }, secrets: [value, encodeURIComponent(value)] }
        : header(name, value, value);
    }
    default:
      return malformed();
  }
}
function header(name: string, value: string, ...secrets: string[]): CredentialParts {
  if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/i.test(name) || /[\r\n\0]/.test(value))
    throw new AppError('CONFIG_INVALID', 'the credential does not make a header that can be sent', { sent: false });
  return { headers: { [name.toLowerCase()]: value }, query: {}, secrets };
}
export function parseObject(secret: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(secret);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}
