import { createLocalWorkerLink } from '@agentflow/adapters';
import type { CoordinatorEnd, WorkerMessage } from '@agentflow/ports';
import { createFakeClock, nextTurn } from '@agentflow/testkit';
import { measureWaits } from './measure-waits.js';

const result = (id: number): WorkerMessage => ({ type: 'result', id, token: 't', outcome: { status: 'cancelled' } });

describe('how long the coordinator makes a worker wait', () => {
  async function open() {
    const clock = createFakeClock();
    const link = createLocalWorkerLink();
    let coordinator!: CoordinatorEnd;
    link.listener.onWorker((end) => {
      coordinator = end;
      end.onMessage(() => undefined);
    });
    const waits: number[] = [];
    const end = await measureWaits(link.connector, clock, (ms) => void waits.push(ms)).connect();
    const heard: string[] = [];
    end.onMessage(({ type }) => void heard.push(type));
    await nextTurn();
    return { clock, end, coordinator, waits, heard };
  }
  it('is told of a share of what it answers, and every answer is handed on', async () => {
    const { clock, end, coordinator, waits, heard } = await open();
    for (let id = 1; id <= 16; id++) end.send(result(id));
    clock.advance(12_000);
    for (let id = 1; id <= 16; id++) coordinator.send(id === 16 ? { type: 'nack', id, code: 'X', message: '' } : { type: 'ack', id });
    await nextTurn();
    expect([waits, heard.length]).toEqual([[12_000, 12_000], 16]);
  });
  it('times many at once while answers are slow, but not without end', async () => {
    const { clock, end, coordinator, waits } = await open();
    for (let id = 1; id <= 8_000; id++) end.send(result(id));
    clock.advance(1_000);
    for (let id = 1; id <= 8_000; id++) coordinator.send({ type: 'ack', id });
    await nextTurn();
    expect([waits.length, new Set(waits)]).toEqual([64, new Set([1_000])]);
    end.send(result(8_008));
    coordinator.send({ type: 'ack', id: 8_008 });
    await nextTurn();
    expect(waits).toHaveLength(65);
  });
});
