import { createFakeClock, eventBusContract, executionStoreContract, objectStoreContract, runContract } from '@agentflow/testkit';
import { plainCall } from '../ports/calls.js';
import { eventBusPort, executionStorePort, objectStorePort } from '../ports/store-ports.js';
import { MemoryBus } from './memory-event-bus.js';
import { MemoryExecutions } from './memory-execution-store.js';
import { MemoryObjects } from './memory-object-store.js';

/** A simulator is worth as much as its stores are like the real ones: they answer the same contracts. */
const opened = <Port>(open: (now: ReturnType<typeof createFakeClock>) => () => Port) => {
  const clock = createFakeClock();
  const reopen = open(clock);
  return Promise.resolve({
    port: reopen(),
    reopen: () => Promise.resolve(reopen()),
    passTime: (ms: number) => Promise.resolve(clock.advance(ms)),
    close: () => Promise.resolve(),
  });
};
runContract(executionStoreContract, {
  adapter: 'the simulator',
  open: () =>
    opened((clock) => {
      const data = new MemoryExecutions(() => clock.now());
      return () => executionStorePort(data, plainCall);
    }),
});
runContract(objectStoreContract, {
  adapter: 'the simulator',
  open: () =>
    opened((clock) => {
      const data = new MemoryObjects(() => clock.now());
      return () => objectStorePort(data, plainCall);
    }),
});
runContract(eventBusContract, {
  adapter: 'the simulator',
  open: () =>
    opened((clock) => {
      const data = new MemoryBus(clock);
      return () => eventBusPort(data, plainCall);
    }),
});
