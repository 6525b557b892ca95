import { AppError } from '@agentflow/core';

/** One caller's lines, waiting for the next flush. */
export interface Waiting {
  readonly lines: readonly string[];
  resolve(refused: readonly string[]): void;
  reject(error: unknown): void;
}
export type Flush = (text: string, counts: readonly number[]) => Promise<readonly (readonly [call: number, partition: string])[] | null>;
/** A flush takes no more text than this; the rest goes into the next. */
const FLUSH_CHARS = 8 * 1024 * 1024;

/**
 * Adaptive group commit: one flush is on its way at a time and takes everything that gathered while the last one was. It starts once the
 * code that brought work is done, so that what arrives together is written together; it never sleeps to fill a batch.
 */
export function createGroupCommit(flush: Flush): (waiting: Waiting) => void {
  let gathered: Waiting[] = [];
  let busy = false;

  function takeBatch(): Waiting[] {
    let chars = 0;
    let count = 0;
    while (count < gathered.length && (count === 0 || chars < FLUSH_CHARS))
      for (const line of gathered[count++]!.lines) chars += line.length;
    const batch = gathered;
    gathered = count === batch.length ? [] : batch.splice(count);
    return batch;
  }
  async function run(): Promise<void> {
    const batch = takeBatch();
    const counts = batch.map((one) => one.lines.length);
    const text =
      batch.length === 1
        ? batch[0]!.lines.join('\n')
        : batch.map((one) => (one.lines.length === 1 ? one.lines[0] : one.lines.join('\n'))).join('\n');
    try {
      const refused = await flush(text, counts);
      if (!refused) for (const one of batch) one.resolve(NONE);
      else batch.forEach((one, call) => one.resolve(refused.filter(([of]) => of === call).map(([, partition]) => partition)));
    } catch (cause) {
      const error = new AppError('UNAVAILABLE', 'the execution log could not be written', {}, { cause });
      for (const one of batch) one.reject(error);
    }
    if (gathered.length > 0) void run();
    else busy = false;
  }
  return (waiting) => {
    gathered.push(waiting);
    if (busy) return;
    busy = true;
    void GATHER.then(run);
  };
}
const NONE: readonly string[] = [];
const GATHER = Promise.resolve();
