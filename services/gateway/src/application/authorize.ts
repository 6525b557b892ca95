import { AppError, type OrgId } from '@agentflow/core';

export const ROLES = ['admin', 'editor', 'operator', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

/** Who asks. Comes from an API key, a session of the web, or a ticket. */
export interface Principal {
  readonly org: OrgId;
  /** Key id or person: what `by` fields and the audit show. */
  readonly subject: string;
  readonly roles: readonly Role[];
  readonly kind: 'key' | 'session' | 'anonymous';
  /** Sessions only: what the `X-CSRF-Token` header must say. */
  readonly csrfToken?: string;
  /** Id of the key, or of the session, in the store: what long-lived connections are checked by again. */
  readonly credentialId?: string;
}

/** Which role may do what: the whole policy, as data. */
export const POLICY = {
  'workflow:read': ['admin', 'editor', 'operator', 'viewer'],
  'workflow:write': ['admin', 'editor'],
  'workflow:publish': ['admin', 'editor'],
  'execution:read': ['admin', 'editor', 'operator', 'viewer'],
  'execution:start': ['admin', 'editor', 'operator'],
  'execution:steer': ['admin', 'editor', 'operator'],
  'agent:read': ['admin', 'editor', 'operator', 'viewer'],
  'agent:write': ['admin', 'editor'],
  'credential:read': ['admin', 'editor', 'operator'],
  'credential:write': ['admin', 'editor'],
  'trigger:read': ['admin', 'editor', 'operator', 'viewer'],
  'trigger:write': ['admin', 'editor', 'operator'],
  'catalog:read': ['admin', 'editor', 'operator', 'viewer'],
  'model:write': ['admin', 'editor'],
  'stats:read': ['admin', 'editor', 'operator', 'viewer'],
  'outbox:read': ['admin', 'editor', 'operator'],
  'budget:read': ['admin', 'editor', 'operator', 'viewer'],
  'budget:write': ['admin'],
  'degradation:read': ['admin', 'editor', 'operator', 'viewer'],
  'degradation:write': ['admin'],
  'platform:metrics': ['admin', 'operator'],
  'cluster:read': ['admin'],
  'key:manage': ['admin'],
  'session:own': ['admin', 'editor', 'operator', 'viewer'],
} as const satisfies Record<string, readonly Role[]>;
export type Action = keyof typeof POLICY;

export const may = (principal: Principal, action: Action): boolean =>
  principal.roles.some((role) => (POLICY[action] as readonly Role[]).includes(role));

/** @throws AppError FORBIDDEN */
export function authorize(principal: Principal, action: Action): void {
  if (!may(principal, action)) {
    throw new AppError('FORBIDDEN', `this needs the right ${action}, which ${principal.roles.join(', ') || 'no role'} does not give`, {
      action,
    });
  }
}
