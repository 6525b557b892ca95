/** Whether the server answers at all: told by every call, and asked until it does again. */
import { useSyncExternalStore } from 'react';

const ASK_EVERY_MS = 1000;
const listeners = new Set<() => void>();
let away = false;
let asking: ReturnType<typeof setTimeout> | undefined;

const set = (next: boolean): void => {
  if (away === next) return;
  away = next;
  for (const listener of [...listeners]) listener();
};
async function ask(): Promise<void> {
  try {
    const response = await fetch('/health', { cache: 'no-store', signal: AbortSignal.timeout(5000) });
    // A proxy in front of it answers for it: not yet.
    if (response.status < 500) return came();
  } catch {
    // Still away.
  }
  set(true);
  asking = setTimeout(() => void ask(), ASK_EVERY_MS);
}
/** A call got an answer. */
export function came(): void {
  clearTimeout(asking);
  asking = undefined;
  set(false);
}
/** A call got none: the server is asked until it answers. */
export function lost(): void {
  set(true);
  asking ??= setTimeout(() => void ask(), ASK_EVERY_MS / 2);
}
/** A stream broke off, which may have its own reasons: asks before anything is said. */
export function suspect(): void {
  asking ??= setTimeout(() => void ask(), 0);
}
export const isAway = (): boolean => away;
export const onReach = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};
export const useAway = (): boolean => useSyncExternalStore(onReach, isAway);
