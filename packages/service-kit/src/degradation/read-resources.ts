import { statfs } from 'node:fs/promises';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import type { PlatformReading } from '@agentflow/core';

/** A loop that is busy and yet comes round within this, on average, is put to good use, not over-used. */
const LATE_MS = 250;
/** A disk with more room than this is not full, whatever its share says. */
const ROOM_BYTES = 1024 ** 3;
const DISK_EVERY_MS = 30_000;
/** What counts as used of something that is busy and yet not short. */
const AT_EASE = 0.7;

export interface ResourceReader {
  /** Since the read before. */
  read(): Promise<PlatformReading['resources']>;
  close(): void;
}
/** How much of heap, event loop, disk and queues is in use. A queue's `used` is 0 to 1. */
export function createResourceReader(
  folder: string,
  queues: () => readonly { readonly name: string; readonly used: number }[] = () => [],
): ResourceReader {
  const delay = monitorEventLoopDelay({ resolution: 50 });
  delay.enable();
  let before = performance.eventLoopUtilization();
  let disk = 0;
  let diskAt = -Infinity;
  return {
    async read() {
      const now = performance.eventLoopUtilization();
      const { utilization } = performance.eventLoopUtilization(now, before);
      before = now;
      const late = delay.mean / 1e6 >= LATE_MS;
      delay.reset();
      if (performance.now() - diskAt >= DISK_EVERY_MS) {
        diskAt = performance.now();
        disk = await diskUse(folder).catch(() => disk);
      }
      const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
      return [
        { name: 'event-loop', used: late ? utilization : Math.min(utilization, AT_EASE), level: 1 },
        { name: 'heap', used: used / limit, level: 2 },
        { name: 'disk', used: disk, level: 2 },
        ...queues().map(({ name, used: share }) => ({ name, used: share, level: 2 as const })),
      ];
    },
    close: () => void delay.disable(),
  };
}
async function diskUse(folder: string): Promise<number> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return shareOfDisk(bavail * bsize, blocks * bsize);
}
/** `free` and `total` in bytes. */
export function shareOfDisk(free: number, total: number): number {
  const used = total > 0 ? 1 - free / total : 0;
  return free > ROOM_BYTES ? Math.min(used, AT_EASE) : used;
}
