import type { Readiness, Service } from '@agentflow/ports';

/** How long one service may take to say whether it is ready, milliseconds. */
const ASK_MS = 2_000;

/** Asks all at once. Checks are named `<service>.<dependency>`, or `<service>` where it names none; one that throws or is silent for 2 s is not ready. */
export async function readiness(services: readonly Service[]): Promise<Readiness> {
  const answers = await Promise.all(services.map(ask));
  const checks: Record<string, string> = {};
  services.forEach((service, i) => {
    const answer = answers[i]!;
    const entries = Object.entries(answer.checks);
    if (entries.length === 0) checks[service.name] = answer.ready ? 'ok' : 'not ready';
    for (const [dependency, text] of entries) checks[dependency === service.name ? dependency : `${service.name}.${dependency}`] = text;
  });
  return { ready: answers.every((answer) => answer.ready), checks };
}

async function ask(service: Service): Promise<Readiness> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<Readiness>((resolve) => {
    timer = setTimeout(() => resolve({ ready: false, checks: { [service.name]: 'no answer' } }), ASK_MS);
  });
  try {
    return await Promise.race([service.ready(), silence]);
  } catch {
    return { ready: false, checks: { [service.name]: 'the check itself failed' } };
  } finally {
    clearTimeout(timer);
  }
}
