export interface SecretField {
  readonly name: string;
  /** May be seen while it is typed. */
  readonly open?: boolean;
  readonly optional?: boolean;
  readonly placeholder?: string;
}
/** What a person fills in for a credential of each type. */
export const SECRET_FIELDS: { readonly [type: string]: readonly SecretField[] } = {
  bearer: [{ name: 'token' }],
  basic: [{ name: 'username', open: true }, { name: 'password' }],
  header: [{ name: 'name', open: true, placeholder: 'X-Token' }, { name: 'value' }],
  'api-key': [{ name: 'key' }],
  smtp: [
    { name: 'host', open: true },
    { name: 'port', open: true, placeholder: '587' },
    { name: 'user', open: true },
    { name: 'password' },
  ],
  'standard-webhooks': [{ name: 'signingSecret', open: false }],
  model: [{ name: 'apiKey' }, { name: 'baseUrl', open: true, optional: true, placeholder: 'https://' }],
};
/** Types whose secret is one text. */
const PLAIN = new Set(['bearer', 'api-key', 'standard-webhooks']);
/** Types that check what comes in and are sent nowhere. */
export const HOSTLESS: ReadonlySet<string> = new Set(['standard-webhooks']);

/** The secret as the API takes it. */
export function readSecret(
  type: string,
  fields: { readonly [name: string]: string | undefined },
): string | { [name: string]: string | number } {
  const known = (SECRET_FIELDS[type] ?? [])
    .map((field) => [field.name, fields[field.name]?.trim() ?? ''] as const)
    .filter(([, value]) => value !== '');
  if (PLAIN.has(type)) return known[0]?.[1] ?? '';
  if (type === 'smtp')
    return Object.fromEntries(known.map(([name, value]) => [name, name === 'port' && /^\d+$/.test(value) ? Number(value) : value]));
  return Object.fromEntries(known);
}
