import { AppError } from '../../errors/app-error.js';
import type { ExecutionEvent } from './events.js';

/** Turns an event of one version into the next version's shape. Sees the recorded event as it is; `v` is set by the registry. */
export type Upcaster = (event: ExecutionEvent) => ExecutionEvent;
/** By event type, the steps from version 1 up: one step means that version 2 is today's. Types that never changed have none. */
export type UpcasterTable = { readonly [type: string]: readonly Upcaster[] };

/** Every event type whose meaning has changed since its first version. A new version comes with its step here and a golden history beside it. */
const UPCASTERS: UpcasterTable = {};

/** Thrown for an event written by a newer engine: its execution is left alone until one that knows it takes over. */
export class UnknownEventVersion extends AppError {
  constructor(
    readonly eventType: string,
    readonly version: number,
    known: number,
  ) {
    const what = known === 0 ? 'this engine does not know the type' : `this engine knows up to ${known}`;
    super('UNKNOWN_EVENT_VERSION', `event ${eventType} has version ${version}; ${what}`, { type: eventType, version, known });
  }
}

/** Makes the function that lifts events of any known version to today's shape. @throws UnknownEventVersion (from what it makes) */
export function createUpcast(table: UpcasterTable): (event: ExecutionEvent) => ExecutionEvent {
  return (event) => {
    const steps = Object.hasOwn(table, event.type) ? (table[event.type] as readonly Upcaster[]) : NONE;
    const version = event.v ?? 1;
    const current = steps.length + 1;
    if (version > current || version < 1) throw new UnknownEventVersion(event.type, version, current);
    let lifted = event;
    for (let from = version; from < current; from++) lifted = { ...(steps[from - 1] as Upcaster)(lifted), v: from + 1 };
    return lifted;
  };
}
const NONE: readonly Upcaster[] = [];

/** Turns an event of an older version into today's shape. @throws UnknownEventVersion */
export const upcast = createUpcast(UPCASTERS);

/** For the `default` of the switch over event types: it does not compile while a type of ours is missing, and refuses a type that only a newer engine has. */
export function unknownEvent(event: never): never {
  const { type, v } = event as ExecutionEvent;
  throw new UnknownEventVersion(type, v ?? 1, 0);
}
