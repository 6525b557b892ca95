import { runRandomHistory } from '@agentflow/testkit';

const SEEDS = 2_000;

describe('random executions', () => {
  it(`of ${SEEDS} random workflows end or wait for something that can come, and replay to the same state`, () => {
    const counts: Record<string, number> = {};
    const statuses: Record<string, number> = {};
    let events = 0;
    for (let seed = 1; seed <= SEEDS; seed++) {
      const history = runRandomHistory(seed, counts);
      statuses[history.status] = (statuses[history.status] ?? 0) + 1;
      events += history.events;
    }
    console.info(`${SEEDS} executions, ${events} events, ended as ${JSON.stringify(statuses)}; injected ${JSON.stringify(counts)}`);
    for (const fault of [
      'failed attempts',
      'lost attempts',
      'effects started',
      'pauses',
      'stops',
      'late results',
      'uncertain resolved',
      'signals',
      'undoable calls',
      'additions',
      'LoopStarted',
      'BodySkipped',
      'TransitionTaken',
      'SignalDropped',
      'BodyFailed',
      'BodiesReleased',
      'ItemsAdded',
    ])
      expect({ fault, often: (counts[fault] ?? 0) > 20 }).toEqual({ fault, often: true });
    expect(statuses['completed']).toBeGreaterThan(SEEDS / 5);
  }, 120_000);
});
