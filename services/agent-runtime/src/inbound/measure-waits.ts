import type { Clock, WorkerConnector, WorkerEnd } from '@agentflow/ports';

/**
 * A connector whose streams tell how long the coordinator takes to acknowledge what it is told: the platform's own part of a step. One message at a time is timed, the next
 * only once that is answered, so that it costs a busy stream next to nothing.
 */
export const measureWaits = (connector: WorkerConnector, clock: Clock, waited: (ms: number) => void): WorkerConnector => ({
  async connect() {
    const end = await connector.connect();
    let timed: number | undefined;
    let since = 0;
    const measured: WorkerEnd = {
      send(message) {
        if (timed === undefined && 'id' in message) {
          timed = message.id;
          since = clock.monotonic();
        }
        end.send(message);
      },
      onMessage: (handler) =>
        end.onMessage((message) => {
          if (timed !== undefined && 'id' in message && message.id === timed) {
            timed = undefined;
            waited(clock.monotonic() - since);
          }
          handler(message);
        }),
      onClose: (handler) => end.onClose(handler),
      close: () => end.close(),
    };
    return measured;
  },
});
