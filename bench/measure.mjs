// One measurement of one subject: rate, latency, CPU per step, commits and synced writes per workflow. And what a series of them comes to.
import { closedLoop, median } from './load.mjs';
import { STEPS } from './subjects.mjs';

export async function measure(subject, work, call, load) {
  const before = await subject.counters();
  const cpu = subject.cpu();
  const figure = await closedLoop(call, load);
  const used = subject.cpu() - cpu;
  const after = await subject.counters();
  return {
    perSecond: figure.perSecond,
    p50: figure.p50,
    p99: figure.p99,
    cpuPerStep: used / figure.calls / STEPS[work],
    ...(before && after
      ? { commits: (after.commits - before.commits) / figure.calls, flushes: (after.flushes - before.flushes) / figure.calls }
      : {}),
  };
}
/** Medians over rounds by item and kind, with the ratio to the floor of the same item. */
export function summarize(results) {
  return Object.fromEntries(
    Object.entries(results).map(([item, kinds]) => {
      const floor = median((kinds.floor ?? []).map(({ perSecond }) => perSecond));
      const rows = Object.entries(kinds).map(([kind, figures]) => {
        const of = (name) => figures.map((figure) => figure[name]).filter((value) => value !== undefined);
        const perSecond = median(of('perSecond'));
        const row = {
          perSecond,
          min: Math.min(...of('perSecond')),
          max: Math.max(...of('perSecond')),
          p50: median(of('p50')),
          p99: median(of('p99')),
        };
        // Each round against the floor of that round: what slows both down does not count.
        const ratios = figures.map((figure, round) => figure.perSecond / (kinds.floor?.[round]?.perSecond ?? floor));
        const counted = of('commits').length > 0 ? { commits: median(of('commits')), flushes: median(of('flushes')) } : {};
        return [kind, { ...row, ratio: median(ratios), cpuPerStep: median(of('cpuPerStep')), ...counted }];
      });
      return [item, Object.fromEntries(rows)];
    }),
  );
}
export function printTable(summary) {
  console.log(
    '| what | subject | per second (median) | min-max | p50 ms | p99 ms | ratio to the floor | CPU per step, us | commits, synced writes per workflow |\n|---|---|---|---|---|---|---|---|---|',
  );
  for (const [item, kinds] of Object.entries(summary)) {
    for (const [kind, row] of Object.entries(kinds)) {
      const durable = row.commits === undefined ? '-' : `${row.commits.toFixed(1)}, ${row.flushes.toFixed(2)}`;
      console.log(
        `| ${item} | ${kind} | ${row.perSecond.toFixed(0)} | ${row.min.toFixed(0)}-${row.max.toFixed(0)} | ${row.p50.toFixed(2)} | ${row.p99.toFixed(2)} | ${row.ratio.toFixed(2)} | ${row.cpuPerStep.toFixed(1)} | ${durable} |`,
      );
    }
  }
}
