import type { Registry } from 'prom-client';

/** Upper bounds of the buckets, in seconds. */
const BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** How long something took, many times over: plain numbers, so that what is often done looks up no label and makes no object. */
export class LatencyFigures {
  readonly #buckets = new Float64Array(BOUNDS.length + 1);
  #seconds = 0;
  #count = 0;

  observe(seconds: number): void {
    let at = 0;
    while (at < BOUNDS.length && seconds > (BOUNDS[at] as number)) at++;
    this.#buckets[at] = (this.#buckets[at] as number) + 1;
    this.#seconds += seconds;
    this.#count++;
  }
  /** Shows the figures as a histogram of the registry (https://prometheus.io/docs/instrumenting/exposition_formats/#histograms-and-summaries). */
  register(registry: Registry, name: string, help: string): void {
    const get = () => {
      let sum = 0;
      const values = [...this.#buckets].map((count, at) => ({
        metricName: `${name}_bucket`,
        labels: { le: at < BOUNDS.length ? String(BOUNDS[at]) : '+Inf' },
        value: (sum += count),
      }));
      const total = (part: string, value: number) => ({ metricName: `${name}_${part}`, labels: {}, value });
      return Promise.resolve({
        name,
        help,
        type: 'histogram',
        aggregator: 'sum',
        values: [...values, total('sum', this.#seconds), total('count', this.#count)],
      });
    };
    // prom-client asks a metric for its name and its values, and has no type for one that counts by itself.
    registry.registerMetric({ name, help, get, reset: () => undefined } as unknown as Parameters<Registry['registerMetric']>[0]);
  }
}
