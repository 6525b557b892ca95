import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Direction, FaultCounts, FaultMode } from './fault-mode.js';

/** How much may be under way in one direction before the sender is made to wait, as a full socket would. */
const FULL_BYTES = 1024 * 1024;
const SLICE_MS = 50;

export interface Weather {
  readonly counts: FaultCounts;
  mode(): FaultMode;
  /** Resolves when `mode` is no longer `half-open`. */
  healed(): Promise<void>;
}

/** Carries what one socket sends to another, through the fault that is in force when a piece arrives. Order is kept whatever happens; an end travels behind the data. */
export function faultyPipe(from: Socket, to: Socket, direction: Direction, weather: Weather): void {
  let carried: Promise<void> = Promise.resolve();
  let underWay = 0;
  let passed = 0;
  const { counts } = weather;

  const write = (piece: Buffer): Promise<void> =>
    new Promise((resolve) => {
      if (to.destroyed || !to.writable) return resolve();
      counts.forwardedBytes += piece.length;
      // Called too when the socket is torn before: nothing is left to wait for then.
      to.write(piece, () => resolve());
    });
  const corrupt = (piece: Buffer, every: number): Buffer => {
    const changed = Buffer.from(piece);
    for (let at = every - 1 - (passed % every); at < changed.length; at += every) {
      changed[at] = changed[at]! ^ 0xff;
      counts.corruptedBytes += 1;
    }
    passed += piece.length;
    return changed;
  };
  const throttle = async (piece: Buffer, bytesPerSecond: number): Promise<void> => {
    counts.throttledPieces += 1;
    const size = Math.max(1, Math.floor((bytesPerSecond * SLICE_MS) / 1000));
    for (let at = 0; at < piece.length && !to.destroyed; at += size) {
      await pause(SLICE_MS);
      await write(piece.subarray(at, at + size));
    }
  };
  /** A piece whose fault is decided: `due` is when it may arrive, in epoch milliseconds. */
  async function carry(piece: Buffer, mode: FaultMode, due: number): Promise<void> {
    if (mode.kind === 'delay') await pause(Math.max(0, due - Date.now()));
    if (weather.mode().kind === 'half-open') {
      counts.heldPieces += 1;
      await weather.healed();
    }
    if (mode.kind === 'throttle') return throttle(piece, mode.bytesPerSecond);
    const hit = mode.kind === 'corrupt' && (mode.direction ?? direction) === direction;
    return write(hit ? corrupt(piece, mode.every ?? 64) : piece);
  }

  from.on('data', (piece: Buffer) => {
    const mode = weather.mode();
    const due = mode.kind === 'delay' ? Date.now() + mode.ms : 0;
    if (mode.kind === 'delay') counts.delayedPieces += 1;
    underWay += piece.length;
    if (underWay > FULL_BYTES) from.pause();
    carried = carried
      .then(() => carry(piece, mode, due))
      .then(() => {
        underWay -= piece.length;
        if (underWay <= FULL_BYTES) from.resume();
      });
  });
  from.on('end', () => {
    carried = carried.then(async () => {
      if (weather.mode().kind === 'half-open') await weather.healed();
      to.end();
    });
  });
  // A torn connection is torn on the other side as well, but not through a cable that is out: then the other side must not notice.
  from.on('close', (torn: boolean) => {
    if (!torn) return;
    const tear = () => to.destroy();
    if (weather.mode().kind === 'half-open') void weather.healed().then(tear);
    else tear();
  });
}
