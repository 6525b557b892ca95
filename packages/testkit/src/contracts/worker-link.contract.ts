import assert from 'node:assert/strict';
import type { CoordinatorEnd, CoordinatorMessage, WorkerConnector, WorkerListener, WorkerMessage } from '@agentflow/ports';
import type { Contract, ContractCase } from './contract.js';
import { eventually, nextTurn, same } from './assertions.js';

export interface WorkerLink {
  readonly listener: WorkerListener;
  readonly connector: WorkerConnector;
}
const grant = (slots: number): WorkerMessage => ({ type: 'grant', slots });
const ack = (id: number): CoordinatorMessage => ({ type: 'ack', id });
/** A link with one worker connected. */
async function connected({ listener, connector }: WorkerLink) {
  const accepted: CoordinatorEnd[] = [];
  listener.onWorker((end) => accepted.push(end));
  const worker = await connector.connect();
  await eventually(() => accepted.length === 1);
  return { worker, coordinator: accepted[0]! };
}
const cases: ContractCase<WorkerLink>[] = [
  {
    name: 'carries messages both ways in order',
    async run({ port }) {
      const { worker, coordinator } = await connected(port);
      const up: WorkerMessage[] = [];
      const down: CoordinatorMessage[] = [];
      coordinator.onMessage((message) => up.push(message));
      worker.onMessage((message) => down.push(message));
      for (let i = 0; i < 500; i++) {
        worker.send(grant(i));
        coordinator.send(ack(i));
      }
      await eventually(() => up.length === 500 && down.length === 500);
      same(
        up,
        Array.from({ length: 500 }, (_, i) => grant(i)),
      );
      same(
        down,
        Array.from({ length: 500 }, (_, i) => ack(i)),
      );
    },
  },
  {
    name: 'keeps messages until there is a handler',
    async run({ port }) {
      const { worker, coordinator } = await connected(port);
      worker.send({ type: 'hello', worker: 'w', capabilities: [], running: [], unacked: [] });
      worker.send(grant(4));
      await nextTurn();
      const got: string[] = [];
      coordinator.onMessage((message) => got.push(message.type));
      await eventually(() => got.length === 2);
      same(got, ['hello', 'grant']);
    },
  },
  {
    name: 'accepts workers that connected before the coordinator listened',
    async run({ port }) {
      const connecting = port.connector.connect();
      await nextTurn();
      const got: WorkerMessage[] = [];
      port.listener.onWorker((end) => end.onMessage((message) => got.push(message)));
      (await connecting).send(grant(1));
      await eventually(() => got.length === 1);
    },
  },
  {
    name: 'never calls a handler from inside send, or inside another call of it',
    async run({ port }) {
      const { worker, coordinator } = await connected(port);
      let depth = 0;
      let deepest = 0;
      let sending = false;
      let count = 0;
      const handle = (reply: () => void) => () => {
        assert.equal(sending, false, 'not while send is on the stack');
        deepest = Math.max(deepest, ++depth);
        if (++count < 1000) {
          sending = true;
          reply();
          reply();
          sending = false;
        }
        depth--;
      };
      coordinator.onMessage(handle(() => coordinator.send(ack(1))));
      worker.onMessage(handle(() => worker.send(grant(1))));
      worker.send(grant(1));
      await eventually(() => count >= 1000);
      assert.equal(deepest, 1);
    },
  },
  {
    name: 'delivers what was sent before a close, then tells the other end, once',
    async run({ port }) {
      const { worker, coordinator } = await connected(port);
      const seen: string[] = [];
      coordinator.onMessage((message) => seen.push(message.type));
      coordinator.onClose(() => seen.push('closed'));
      worker.onClose(() => seen.push('the closing end itself'));
      worker.send(grant(1));
      worker.send({ type: 'heartbeat' });
      worker.close();
      worker.close();
      worker.send(grant(2));
      await eventually(() => seen.includes('closed'));
      coordinator.send(ack(1));
      coordinator.close();
      for (let i = 0; i < 5; i++) await nextTurn();
      same(seen, ['grant', 'heartbeat', 'closed']);
    },
  },
  {
    name: 'tells a worker that its coordinator is gone, also when it asks late',
    async run({ port }) {
      const { worker, coordinator } = await connected(port);
      coordinator.close();
      await nextTurn();
      let closed = 0;
      worker.onClose(() => closed++);
      await eventually(() => closed === 1);
    },
  },
  {
    name: 'keeps streams of several workers apart',
    async run({ port }) {
      const ends: CoordinatorEnd[] = [];
      port.listener.onWorker((end) => ends.push(end));
      const workers = [await port.connector.connect(), await port.connector.connect()];
      await eventually(() => ends.length === 2);
      const got: number[][] = [[], []];
      ends.forEach((end, i) => end.onMessage((message) => message.type === 'grant' && got[i]!.push(message.slots)));
      workers[0]!.send(grant(1));
      workers[1]!.send(grant(2));
      workers[0]!.close();
      workers[1]!.send(grant(3));
      await eventually(() => got.flat().length === 3);
      same(got.map((one) => one.join()).sort(), ['1', '2,3']);
    },
  },
];
/** The stream between coordinator and worker. */
export const workerLinkContract: Contract<WorkerLink> = { port: 'WorkerLink', cases };
