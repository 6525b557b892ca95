import type { ExecutionEvent } from './events.js';

/** Versions of each event type that this code reads. A new version is added here together with its upcaster and a golden file. */
const CURRENT_VERSION = 1;

/** Thrown for an event written by a newer engine: its execution is left alone, the partition released. */
export class UnknownEventVersion extends Error {
  constructor(
    readonly eventType: string,
    readonly version: number,
  ) {
    super(`event ${eventType} has version ${version}; this engine knows up to ${CURRENT_VERSION}`);
  }
}
/** Turns an event of an older version into today's shape. @throws UnknownEventVersion */
export function upcast(event: ExecutionEvent): ExecutionEvent {
  const version = event.v ?? 1;
  if (version > CURRENT_VERSION) throw new UnknownEventVersion(event.type, version);
  return event;
}
