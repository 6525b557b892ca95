import { AppError, type OrgId } from '@agentflow/core';
import type { StatsQuery } from '@agentflow/ports';
import { TABLE } from './schema.js';

/** Names that may be grouped by, and what each is. Nothing else becomes part of a statement: values are parameters. */
const GROUPS: { readonly [name in StatsQuery['groupBy'][number]]: string } = {
  day: `formatDateTime(at, '%Y-%m-%d', 'UTC')`,
  hour: `formatDateTime(at, '%Y-%m-%dT%H:00:00Z', 'UTC')`,
  workflow: 'workflow_id',
  model: 'model',
  status: 'status',
  nodeType: 'node_type',
  execution: 'execution_id',
  revision: 'revision',
};
const WHERE = { workflowId: 'workflow_id', executionId: 'execution_id', model: 'model' } as const;
const NEWEST_FIRST: ReadonlySet<string> = new Set(['day', 'hour']);

export interface Statement {
  readonly query: string;
  readonly query_params: { readonly [name: string]: string | number };
}
/** @throws AppError BAD_REQUEST for a name that nothing can be grouped by */
export function statsStatement(org: OrgId, { kind, from, to, groupBy, where = {}, limit }: StatsQuery): Statement {
  const unknown = groupBy.find((name) => !Object.hasOwn(GROUPS, name));
  if (unknown !== undefined) throw new AppError('BAD_REQUEST', `nothing can be grouped by ${String(unknown).slice(0, 100)}`);
  const names = [...new Set(groupBy)];
  const filters = (Object.keys(WHERE) as (keyof typeof WHERE)[]).filter((name) => where[name] !== undefined);
  const conditions = [
    'org = {org:String}',
    'kind = {kind:String}',
    `at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')`,
    `at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')`,
    ...filters.map((name) => `${WHERE[name]} = {${name}:String}`),
  ];
  const query = [
    `SELECT ${[...names.map((name) => `toString(${GROUPS[name]}) AS by_${name}`), ...SUMS].join(', ')}`,
    `FROM ${TABLE} FINAL`,
    `WHERE ${conditions.join(' AND ')}`,
    names.length > 0 ? `GROUP BY ${names.map((name) => `by_${name}`).join(', ')}` : '',
    'HAVING records > 0',
    names.length > 0 ? `ORDER BY ${names.map((name) => `by_${name} ${NEWEST_FIRST.has(name) ? 'DESC' : 'ASC'}`).join(', ')}` : '',
    'LIMIT {most:UInt64}',
  ].join(' ');
  return {
    query,
    query_params: {
      org,
      kind,
      from: Math.trunc(from),
      to: Math.trunc(to),
      most: Math.max(0, Math.trunc(limit)),
      ...Object.fromEntries(filters.map((name) => [name, where[name]!])),
    },
  };
}
const SUMS = [
  'count() AS records',
  `countIf(status = 'failed') AS failed`,
  'sum(input_tokens) AS input',
  'sum(output_tokens) AS output',
  'toString(sum(cost)) AS money',
  'avg(duration_ms) AS mean',
  'quantilesTDigest(0.5, 0.95, 0.99)(duration_ms) AS shares',
];
/** A row of the statement's answer; whole numbers of 64 bits come as text. */
export interface StatsAnswer {
  readonly [name: `by_${string}`]: string;
  readonly records: string | number;
  readonly failed: string | number;
  readonly input: string | number;
  readonly output: string | number;
  readonly money: string;
  readonly mean: number;
  readonly shares: readonly [number, number, number];
}
