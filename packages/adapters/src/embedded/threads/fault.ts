import type { ErrorCode, Json } from '@agentflow/core';

/** How an error crosses from a database thread. */
export interface Fault {
  readonly code: string;
  readonly message: string;
  readonly details: { readonly [name: string]: Json };
}
/** Thrown inside a database thread where the caller should see a code of ours. The thread loads nothing of the core: it starts faster so. */
export class FaultError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: { readonly [name: string]: Json } = {},
  ) {
    super(message);
  }
}
export function toFault(error: unknown): Fault {
  if (error instanceof FaultError) return { code: error.code, message: error.message, details: error.details };
  const { message, code } = error as { message?: string; code?: string };
  // A full disk, a read-only file, an I/O error: the call may succeed once somebody has made room.
  return { code: 'UNAVAILABLE', message: `the database refused: ${message ?? String(error)}`, details: { sqlite: String(code ?? '') } };
}
