import type { OrgId } from '@agentflow/core';

export interface OutgoingMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly cc?: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** Repeats with the same key are one mail. */
  readonly idempotencyKey: string;
}
export interface StoredMail extends OutgoingMail {
  readonly id: string;
  readonly at: number;
}
/** Where mail goes. Embedded mode keeps it in a folder that the web shows; with a credential of type `smtp` it is sent. */
export interface MailOutbox {
  send(org: OrgId, mail: OutgoingMail): Promise<{ readonly id: string }>;
  list(org: OrgId, limit: number): Promise<readonly StoredMail[]>;
}
