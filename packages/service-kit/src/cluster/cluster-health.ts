import type { Clock, Member, Membership, Readiness } from '@agentflow/ports';
import { readinessOf } from '../health.js';

const KNOWN_MS = 1_000;
const ASK_MS = 2_000;
/** How long services that start together may take before their absence counts. */
const START_MS = 30_000;

export interface ClusterHealth {
  /** Of all services asked about: `<service>.<what>` is `ok` where one live member says so. Asked anew once a second at most. */
  look(): Promise<Readiness>;
  /** The same, but nothing is wrong yet while what starts together has not been whole once: for half a minute at most. */
  settled(): Promise<Readiness>;
}
/** How the other services stand, as their members say at `/ready`: one that works is enough. What those that work miss and can do without is named too. */
export function createClusterHealth({
  membership,
  services,
  clock,
  ask = readinessOf,
}: {
  readonly membership: Pick<Membership, 'members'>;
  readonly services: readonly Member['service'][];
  readonly clock: Clock;
  readonly ask?: (url: string, timeoutMs: number) => Promise<Readiness>;
}): ClusterHealth {
  let asked: { readonly at: number; readonly answer: Promise<Readiness> } | undefined;
  const look = async (): Promise<Readiness> => {
    const members = (await membership.members()).filter(({ leaving, httpUrl }) => !leaving && httpUrl !== '');
    const checks: Record<string, string> = {};
    let ready = true;
    const answers = await Promise.all(
      services.map(async (service) => {
        const own = members.filter((member) => member.service === service);
        return { service, answers: await Promise.all(own.map(({ httpUrl }) => ask(httpUrl, ASK_MS))) };
      }),
    );
    for (const { service, answers: said } of answers) {
      if (said.length === 0) [ready, checks[service]] = [false, 'none is there'];
      else {
        const working = said.filter((one) => one.ready);
        const wrong = Object.entries(merged(working.length > 0 ? working : said)).filter(([, state]) => state !== 'ok');
        if (working.length > 0) checks[service] = 'ok';
        else ready = false;
        for (const [name, state] of wrong) checks[`${service}.${name.slice(name.lastIndexOf('.') + 1)}`] = state;
      }
    }
    return { ready, checks };
  };
  const began = clock.monotonic();
  let whole = false;
  const asking = (): Promise<Readiness> => {
    if (!asked || clock.monotonic() - asked.at >= KNOWN_MS) asked = { at: clock.monotonic(), answer: look() };
    return asked.answer;
  };
  return {
    look: asking,
    async settled() {
      const seen = await asking();
      whole ||= seen.ready || clock.monotonic() - began >= START_MS;
      return whole ? seen : { ready: true, checks: {} };
    },
  };
}
/** By check: `ok` where one says so, else what the first of them says. */
function merged(answers: readonly Readiness[]): Readiness['checks'] {
  const states: Record<string, string> = {};
  for (const { checks } of answers)
    for (const [name, state] of Object.entries(checks))
      if (states[name] !== 'ok') states[name] = state === 'ok' ? state : (states[name] ?? state);
  return states;
}
