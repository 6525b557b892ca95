import { AppError, type Json, type Problem } from '@agentflow/core';
import { credentialHost } from './credential-host.js';
import { keyProblems } from './keys.js';
import { requireShallow } from './require-shallow.js';
import { isObject } from './workflow-view.js';

const MAX_HOSTS = 50;
const MAX_SECRET_BYTES = 64 * 1024;

interface CredentialType {
  /** Checks what comes in by webhook, and so may go to no host at all. */
  readonly inbound: boolean;
  /** What is wrong with the secret, never quoting it; `undefined`: nothing. */
  readonly check: (secret: Json) => string | undefined;
}
const text = (what: string) => (secret: Json) => (typeof secret === 'string' ? undefined : `the secret is ${what}, as text`);
const fields =
  (names: readonly string[], orText = false) =>
  (secret: Json): string | undefined => {
    if (orText && typeof secret === 'string') return undefined;
    if (isObject(secret) && names.every((name) => typeof secret[name] === 'string' && secret[name] !== '')) return undefined;
    return `the secret is an object with ${names.join(' and ')}, each text${orText ? ', or text' : ''}`;
  };
const TYPES: { readonly [type: string]: CredentialType } = {
  bearer: { inbound: true, check: text('the token') },
  basic: {
    inbound: false,
    check: (secret) => (typeof secret === 'string' && secret.includes(':') ? undefined : fields(['username', 'password'])(secret)),
  },
  header: { inbound: false, check: fields(['name', 'value']) },
  'api-key': {
    inbound: false,
    check: (secret) => (typeof secret === 'string' || isObject(secret) ? undefined : 'the secret is the key, as text, or an object'),
  },
  smtp: {
    inbound: false,
    check: (secret) =>
      typeof secret === 'string' || isObject(secret)
        ? undefined
        : 'the secret is an object with host, port, user and password, or a URL as text',
  },
  'standard-webhooks': { inbound: true, check: text('the signing secret ("whsec_...")') },
  model: {
    inbound: false,
    check: (secret) =>
      typeof secret === 'string' || isObject(secret)
        ? undefined
        : 'the secret is the API key, as text, or an object with apiKey and baseUrl',
  },
};

/** Hosts as they are kept, if nothing is wrong with key, type, hosts and secret. No error quotes the secret. @throws AppError INVALID_INPUT with all problems */
export function checkCredential(draft: {
  readonly key: string;
  readonly type: string;
  readonly hosts: readonly string[];
  readonly secret?: Json;
}): readonly string[] {
  const problems: Problem[] = [...keyProblems(draft.key)];
  const say = (pointer: string, code: string, message: string): void => void problems.push({ pointer, code, severity: 'error', message });
  const type = Object.hasOwn(TYPES, draft.type) ? TYPES[draft.type] : undefined;
  if (!type) say('/type', 'UNKNOWN_CREDENTIAL_TYPE', `a credential's type is one of ${Object.keys(TYPES).join(', ')}`);
  const hosts = checkHosts(draft.hosts, type?.inbound ?? false, say);
  if (draft.secret !== undefined) checkSecret(draft.secret, type, say);
  if (problems.length > 0) throw new AppError('INVALID_INPUT', problems[0]!.message, {}, { problems });
  return hosts;
}
/** The text that is sealed. */
export const secretText = (secret: Json): string => (typeof secret === 'string' ? secret : JSON.stringify(secret));

type Say = (pointer: string, code: string, message: string) => void;

function checkHosts(hosts: unknown, mayBeEmpty: boolean, say: Say): readonly string[] {
  if (!Array.isArray(hosts)) return (say('/hosts', 'HOSTS_REQUIRED', 'a credential names the hosts that it may be sent to'), []);
  if (hosts.length === 0 && !mayBeEmpty) say('/hosts', 'HOSTS_REQUIRED', 'a credential names at least one host that it may be sent to');
  if (hosts.length > MAX_HOSTS) say('/hosts', 'TOO_MANY_HOSTS', `a credential names at most ${MAX_HOSTS} hosts`);
  const kept = new Set<string>();
  hosts.slice(0, MAX_HOSTS).forEach((host: unknown, i) => {
    const clean = credentialHost(host);
    if (clean === null)
      say(`/hosts/${i}`, 'INVALID_HOST', 'a host is "host", "host:port" or "*.example.org": no scheme, no path, no bare "*"');
    else kept.add(clean);
  });
  return [...kept];
}
function checkSecret(secret: Json, type: CredentialType | undefined, say: Say): void {
  requireShallow(secret, 'the secret');
  if (secret === null || secret === '' || (isObject(secret) && Object.keys(secret).length === 0))
    return say('/secret', 'SECRET_REQUIRED', 'a credential needs a secret that is not empty');
  const wrong = type?.check(secret);
  if (wrong !== undefined) say('/secret', 'INVALID_SECRET', wrong);
  if (Buffer.byteLength(secretText(secret)) > MAX_SECRET_BYTES)
    say('/secret', 'TOO_LONG', `a secret has at most ${MAX_SECRET_BYTES} bytes`);
}
