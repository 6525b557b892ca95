// Shared by the benchmarks: a closed-loop client over keep-alive HTTP, percentiles, and a process's memory. Loopback only; every loop ends by time.
import http from 'node:http';
import fs from 'node:fs';

export const agent = new http.Agent({ keepAlive: true, maxSockets: 1024, maxFreeSockets: 1024, noDelay: true });
/** @returns {Promise<{ status: number, text: string }>} */
export function request(url, { method = 'POST', body = '{}', headers = {} } = {}) {
  return new Promise((resolve, reject) => {
    const call = http.request(
      url,
      {
        method,
        agent,
        headers: method === 'GET' ? headers : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers },
      },
      (res) => {
        let text = '';
        res.setEncoding('utf8');
        res.on('data', (part) => (text += part));
        res.on('end', () => resolve({ status: res.statusCode, text }));
      },
    );
    call.on('error', reject);
    if (method !== 'GET') call.write(body);
    call.end();
  });
}
export const percentile = (sorted, p) => (sorted.length ? sorted[Math.min(sorted.length - 1, Math.floor((p / 100) * sorted.length))] : NaN);
export const median = (values) =>
  percentile(
    [...values].sort((a, b) => a - b),
    50,
  );

/** `clients` clients, each beginning the next call when its last one answered, for `seconds` after a warm-up of one second. */
export async function closedLoop(call, { clients, seconds, warmSeconds = 1 }) {
  const latencies = [];
  let done = 0;
  let calls = 0;
  const from = performance.now() + warmSeconds * 1000;
  const until = from + seconds * 1000;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() < until) {
        const began = performance.now();
        await call();
        calls++;
        const ended = performance.now();
        if (began >= from) latencies.push(ended - began);
        if (ended >= from && ended < until) done++;
      }
    }),
  );
  latencies.sort((a, b) => a - b);
  return { perSecond: done / seconds, calls, p50: percentile(latencies, 50), p99: percentile(latencies, 99) };
}
/** CPU time of all threads that a process has now, in microseconds. */
export function cpuMicros(pid) {
  let nanoseconds = 0;
  for (const thread of fs.readdirSync(`/proc/${pid}/task`)) {
    try {
      nanoseconds += Number(fs.readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]);
    } catch {
      // it has ended meanwhile
    }
  }
  return nanoseconds / 1000;
}
/** Proportional set size of a process in MiB, from the kernel. */
export function memoryMiB(pid) {
  const line = /^Pss:\s+(\d+) kB/m.exec(fs.readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
  return Math.round(Number(line?.[1] ?? 0) / 1024);
}
