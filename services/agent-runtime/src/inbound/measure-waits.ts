import type { Clock, WorkerConnector, WorkerEnd } from '@agentflow/ports';

/** One message in so many is timed, and so many at once at most: a busy stream pays next to nothing, a slow one still shows. */
const EVERY = 8;
const AT_ONCE = 64;

/**
 * A connector whose streams tell how long the coordinator takes to acknowledge steps and results, which is when they are durable: the platform's own part of a step. What a
 * person may be asked about (a reservation) is not timed.
 */
export const measureWaits = (connector: WorkerConnector, clock: Clock, waited: (ms: number) => void): WorkerConnector => ({
  async connect() {
    const end = await connector.connect();
    const since = new Map<number, number>();
    const measured: WorkerEnd = {
      send(message) {
        if ((message.type === 'result' || message.type === 'step') && message.id % EVERY === 0 && since.size < AT_ONCE)
          since.set(message.id, clock.monotonic());
        end.send(message);
      },
      onMessage: (handler) =>
        end.onMessage((message) => {
          if (since.size > 0 && (message.type === 'ack' || message.type === 'nack')) {
            const begun = since.get(message.id);
            if (begun !== undefined) {
              since.delete(message.id);
              waited(clock.monotonic() - begun);
            }
          }
          handler(message);
        }),
      onClose: (handler) => end.onClose(handler),
      close: () => end.close(),
    };
    return measured;
  },
});
