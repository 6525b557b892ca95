import { Counter, Gauge, type Registry } from 'prom-client';

/** Counts by their labels. Label names are those of the first reading: a count that may be absent at first is named with 0. */
export type LabelledCounts = readonly (readonly [labels: { readonly [name: string]: string }, count: number])[];
/** Figures that are kept elsewhere and read only when `/metrics` is asked for: counting them costs nothing otherwise. */
export interface ReadFigures {
  gauge(name: string, help: string, value: () => number): void;
  /** A count that only rises. */
  counter(name: string, help: string, value: () => number): void;
  counters(name: string, help: string, values: () => LabelledCounts): void;
}
export function readFigures(registry: Registry): ReadFigures {
  const registers = [registry];
  const counters: ReadFigures['counters'] = (name, help, values) => {
    new Counter({
      name,
      help,
      labelNames: [...new Set(values().flatMap(([labels]) => Object.keys(labels)))],
      registers,
      collect() {
        this.reset();
        for (const [labels, count] of values()) this.inc(labels, count);
      },
    });
  };
  return {
    gauge(name, help, value) {
      new Gauge({
        name,
        help,
        registers,
        collect() {
          this.set(value());
        },
      });
    },
    counter: (name, help, value) => counters(name, help, () => [[{}, value()]]),
    counters,
  };
}
