/** The filters of the executions page, as they stand in the address: what the API filters by, and what is left for the page. */
import type { ExecutionFilter } from '../../api/executions.js';
import type { ExecutionSummary } from '../../api/types.js';

export const LAST = { '1h': 3_600_000, '24h': 86_400_000, '7d': 604_800_000, '30d': 2_592_000_000 } as const;
export type Last = keyof typeof LAST;
export const isLast = (value: string | null): value is Last => value !== null && Object.hasOwn(LAST, value);

export interface Filters {
  readonly workflow: string | null;
  readonly status: readonly string[];
  /** One of `LAST`, or `custom` with `from` and `to`. */
  readonly time: Last | 'custom' | null;
  /** As `datetime-local` has it, in the time of whoever looks. */
  readonly from: string | null;
  readonly to: string | null;
  readonly tag: string | null;
  /** USD. */
  readonly minCost: number | null;
  readonly minSeconds: number | null;
}
const positive = (value: string | null): number | null => {
  const n = Number(value);
  return value !== null && value !== '' && Number.isFinite(n) && n > 0 ? n : null;
};
export function filtersOf(params: URLSearchParams): Filters {
  const time = params.get('time');
  return {
    workflow: params.get('workflow'),
    status: params.get('status')?.split(',').filter(Boolean) ?? [],
    time: isLast(time) || time === 'custom' ? time : null,
    from: params.get('from'),
    to: params.get('to'),
    tag: params.get('tag'),
    minCost: positive(params.get('cost')),
    minSeconds: positive(params.get('seconds')),
  };
}
const instant = (local: string | null): string | undefined => {
  const at = local === null || local === '' ? NaN : Date.parse(local);
  return Number.isFinite(at) ? new Date(at).toISOString() : undefined;
};
/** A minute's grain: a list that reads every second has one address for a minute. */
const GRAIN_MS = 60_000;
/** What the API is asked. `now`: epoch milliseconds. */
export function queryOf(filters: Filters, now: number): ExecutionFilter {
  const from =
    filters.time === 'custom'
      ? instant(filters.from)
      : filters.time === null
        ? undefined
        : new Date(Math.floor((now - LAST[filters.time]) / GRAIN_MS) * GRAIN_MS).toISOString();
  const to = filters.time === 'custom' ? instant(filters.to) : undefined;
  return {
    ...(filters.workflow ? { workflow: filters.workflow } : {}),
    ...(filters.status.length ? { status: filters.status } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(filters.tag ? { tag: filters.tag } : {}),
  };
}
/** What the API does not filter by. */
export const filtersHere = ({ minCost, minSeconds }: Filters): boolean => minCost !== null || minSeconds !== null;
export function fitsHere(execution: ExecutionSummary, { minCost, minSeconds }: Filters, now: number): boolean {
  if (minCost !== null && Number(execution.usage.cost) < minCost) return false;
  if (minSeconds === null) return true;
  const end = execution.endedAt === null ? now : Date.parse(execution.endedAt);
  return (end - Date.parse(execution.startedAt ?? execution.createdAt)) / 1000 >= minSeconds;
}
export const isFiltered = (filters: Filters): boolean =>
  filters.workflow !== null || filters.status.length > 0 || filters.time !== null || filters.tag !== null || filtersHere(filters);

/** One list of what was read at different times: each execution once, its newest version, newest first. */
export function merged(...lists: readonly (readonly ExecutionSummary[])[]): ExecutionSummary[] {
  const byId = new Map<string, ExecutionSummary>();
  for (const list of lists)
    for (const execution of list) {
      const known = byId.get(execution.id);
      if (!known || execution.version > known.version) byId.set(execution.id, execution);
    }
  return [...byId.values()].sort((a, b) => b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id));
}
