/** Upper bounds of the duration's buckets, in seconds. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 5, 30, 60];

/** How often one route was asked, how it answered and how long that took. Plain numbers: the hot path looks up no label. */
export class RouteFigures {
  readonly byStatus = new Map<number, number>();
  readonly buckets = new Float64Array(BOUNDS.length + 1);
  seconds = 0;
  count = 0;
  constructor(
    readonly method: string,
    readonly path: string,
  ) {}
  observe(status: number, milliseconds: number): void {
    const seconds = milliseconds / 1000;
    this.byStatus.set(status, (this.byStatus.get(status) ?? 0) + 1);
    let at = 0;
    while (at < BOUNDS.length && seconds > (BOUNDS[at] as number)) at++;
    this.buckets[at] = (this.buckets[at] as number) + 1;
    this.seconds += seconds;
    this.count++;
  }
}

export interface Gauges {
  readonly inFlight: () => number;
  readonly liveConnections: () => number;
}

/** The figures as Prometheus reads them (https://prometheus.io/docs/instrumenting/exposition_formats/); routes nobody asked are left out. */
export function figuresText(all: readonly RouteFigures[], gauges: Gauges): string {
  const asked = all.filter(({ count }) => count > 0);
  const labels = ({ method, path }: RouteFigures): string => `service="gateway",method="${method}",route="${path}"`;
  const lines = [
    '# HELP agentflow_http_requests_total Requests by how they were answered.',
    '# TYPE agentflow_http_requests_total counter',
  ];
  for (const route of asked) {
    for (const [status, count] of route.byStatus) lines.push(`agentflow_http_requests_total{${labels(route)},status="${status}"} ${count}`);
  }
  lines.push('# HELP agentflow_http_request_duration_seconds From the head of a request to its answer.');
  lines.push('# TYPE agentflow_http_request_duration_seconds histogram');
  for (const route of asked) {
    let sum = 0;
    route.buckets.forEach((count, at) => {
      sum += count;
      lines.push(`agentflow_http_request_duration_seconds_bucket{${labels(route)},le="${BOUNDS[at] ?? '+Inf'}"} ${sum}`);
    });
    lines.push(`agentflow_http_request_duration_seconds_sum{${labels(route)}} ${route.seconds}`);
    lines.push(`agentflow_http_request_duration_seconds_count{${labels(route)}} ${route.count}`);
  }
  const gauge = (name: string, help: string, value: number): void =>
    void lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, `${name}{service="gateway"} ${value}`);
  gauge('agentflow_http_requests_in_flight', 'Requests under way.', gauges.inFlight());
  gauge('agentflow_live_connections', 'Event streams and WebSockets that are open.', gauges.liveConnections());
  return `${lines.join('\n')}\n`;
}
