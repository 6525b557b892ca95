import { BarChartOutlined } from '@ant-design/icons';
import { Segmented, Table, type TableColumnsType } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUsage } from '../../api/registry.js';
import type { StatsRow } from '../../api/types.js';
import { useWorkflows } from '../../api/workflows.js';
import { formatCost, formatCount, formatDuration } from '../../shared/format.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { Page, Panel, Section } from '../../shared/ui/Page.js';
import { DayBars } from './DayBars.js';
import { StackedBars } from './StackedBars.js';
import styles from './usage.module.css';

const DAY_MS = 86_400_000;
const NO_ROWS: readonly StatsRow[] = [];
type By = 'model' | 'workflow';
const sum = (rows: readonly StatsRow[], of: (row: StatsRow) => number): number => rows.reduce((total, row) => total + of(row), 0);

const tokensOf = (row: StatsRow): number => row.inputTokens + row.outputTokens;
const costOf = (row: StatsRow): number => Number(row.cost);

/** Tokens, money and time of the last days, by day, model and workflow. */
export function UsagePage() {
  const { t } = useTranslation();
  const [days, setDays] = useState(14);
  const [by, setBy] = useState<By>('model');
  const range = useMemo(() => {
    const end = Math.ceil(Date.now() / DAY_MS) * DAY_MS;
    return { from: new Date(end - days * DAY_MS).toISOString(), to: new Date(end).toISOString() };
  }, [days]);
  const kind = by === 'model' ? 'model-call' : 'execution';
  const daily = useUsage({ kind: 'model-call', groupBy: ['day'], ...range });
  const apart = useUsage({ kind, groupBy: ['day', by], ...range });
  const grouped = useUsage({ kind, groupBy: [by], ...range });
  const executions = useUsage({ kind: 'execution', groupBy: ['day'], ...range });
  const workflows = useWorkflows('');
  const nameOfKey = (key: string): string =>
    by === 'workflow' ? (workflows.data?.items.find((workflow) => workflow.id === key)?.name ?? key) : key;
  const nameOf = (row: StatsRow): string => nameOfKey(row.group[by] ?? '');
  const calls = daily.data ?? [];
  const runs = executions.data ?? [];
  const columns: TableColumnsType<StatsRow> = [
    { title: t(`usage.by.${by}`), key: 'group', render: (_, row) => <b style={{ fontWeight: 550 }}>{nameOf(row)}</b> },
    {
      title: by === 'model' ? t('usage.calls') : t('nav.executions'),
      key: 'count',
      align: 'right',
      render: (_, row) => formatCount(row.count),
    },
    {
      title: t('usage.failed'),
      key: 'failed',
      align: 'right',
      render: (_, row) => (row.failed > 0 ? <span style={{ color: 'var(--st-failed)' }}>{row.failed}</span> : 0),
    },
    {
      title: t('run.tokensInOut'),
      key: 'tokens',
      align: 'right',
      render: (_, row) => `${formatCount(row.inputTokens)} / ${formatCount(row.outputTokens)}`,
    },
    { title: t('run.cost'), key: 'cost', align: 'right', render: (_, row) => formatCost(row.cost) },
    { title: 'p50', key: 'p50', align: 'right', render: (_, row) => formatDuration(row.durationMs.p50) },
    { title: 'p95', key: 'p95', align: 'right', render: (_, row) => formatDuration(row.durationMs.p95) },
  ];
  const stacked = { rows: apart.data ?? NO_ROWS, by, from: range.from, days, nameOf: nameOfKey };
  const tiles = [
    { label: t('nav.executions'), value: formatCount(sum(runs, (row) => row.count)) },
    { label: t('usage.failed'), value: formatCount(sum(runs, (row) => row.failed)) },
    { label: t('usage.calls'), value: formatCount(sum(calls, (row) => row.count)) },
    { label: t('usage.tokens'), value: formatCount(sum(calls, tokensOf)) },
    { label: t('run.cost'), value: formatCost(String(sum(calls, costOf))) },
  ];
  return (
    <Page
      title={t('nav.usage')}
      lead={t('usage.lead')}
      actions={
        <>
          <Segmented
            value={by}
            onChange={setBy}
            options={(['model', 'workflow'] as const).map((value) => ({ value, label: t(`usage.by.${value}`) }))}
          />
          <Segmented
            value={days}
            onChange={setDays}
            options={[7, 14, 30].map((value) => ({ value, label: t('usage.days', { count: value }) }))}
          />
        </>
      }
    >
      <div className={styles['tiles']}>
        {tiles.map((tile) => (
          <div key={tile.label} className={styles['tile']}>
            <small>{tile.label}</small>
            <b>{tile.value}</b>
          </div>
        ))}
      </div>
      <div className={styles['charts']}>
        <Panel>
          <StackedBars {...stacked} title={t('usage.costByDay')} of={costOf} format={(value) => formatCost(String(value))} />
        </Panel>
        <Panel>
          <StackedBars {...stacked} title={t('usage.tokensByDay')} of={tokensOf} format={formatCount} />
        </Panel>
        <Panel>
          <figure className={styles['chart']}>
            <figcaption>
              <h3>{t('usage.executionsByDay')}</h3>
              <b>{formatCount(sum(runs, (row) => row.count))}</b>
            </figcaption>
            <DayBars
              rows={runs}
              from={range.from}
              days={days}
              of={(row) => row.count}
              bad={(row) => row.failed}
              format={formatCount}
              color="var(--st-completed)"
            />
            <ul className={styles['series']}>
              <li>
                <i style={{ background: 'var(--st-completed)' }} /> {t('usage.fine')}
              </li>
              <li>
                <i style={{ background: 'var(--st-failed)' }} /> {t('usage.failed')}
              </li>
            </ul>
          </figure>
        </Panel>
      </div>
      <Section title={t('usage.table')}>
        <Panel flush>
          <Table
            rowKey={(row) => JSON.stringify(row.group)}
            columns={columns}
            dataSource={[...(grouped.data ?? [])]}
            loading={grouped.isPending}
            pagination={false}
            locale={{ emptyText: <EmptyState small icon={<BarChartOutlined />} title={t('usage.none')} /> }}
          />
        </Panel>
      </Section>
    </Page>
  );
}
