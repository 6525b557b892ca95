import { PlayCircleOutlined } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Select, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { executionKeys, fetchExecutions } from '../../api/executions.js';
import { useWorkflows } from '../../api/workflows.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { Page, Panel } from '../../shared/ui/Page.js';
import { StatusTag } from '../../shared/ui/StatusTag.js';
import { ExecutionRow } from './ExecutionRow.js';
import styles from './executions.module.css';

const STATUSES = ['running', 'waiting', 'paused', 'completed', 'failed', 'stopped'] as const;
/** All executions, newest first; the filter is in the address, so that it can be sent to somebody. */
export function ExecutionsPage() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const workflow = params.get('workflow') ?? undefined;
  const status = params.get('status')?.split(',').filter(Boolean) ?? [];
  const workflows = useWorkflows('');
  const filter = { ...(workflow ? { workflow } : {}), status, page_size: 50 };
  const list = useInfiniteQuery({
    queryKey: executionKeys.list(filter),
    queryFn: ({ pageParam }) => fetchExecutions({ ...filter, ...(pageParam ? { cursor: pageParam } : {}) }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: 3000,
  });
  const set = (name: string, value: string): void =>
    setParams((known) => {
      if (value) known.set(name, value);
      else known.delete(name);
      return known;
    });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={t('nav.executions')} lead={t('executions.lead')}>
      <div className={styles['filters']}>
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          style={{ width: 280 }}
          placeholder={t('executions.anyWorkflow')}
          value={workflow ?? null}
          onChange={(value) => set('workflow', value ?? '')}
          options={(workflows.data?.items ?? []).map((item) => ({ value: item.id, label: item.name || item.key }))}
        />
        <Select
          mode="multiple"
          allowClear
          style={{ minWidth: 260 }}
          placeholder={t('executions.anyStatus')}
          value={status}
          onChange={(value: string[]) => set('status', value.join(','))}
          options={STATUSES.map((value) => ({ value, label: <StatusTag status={value} plain /> }))}
        />
      </div>
      <Panel flush>
        {list.isPending && <Skeleton active style={{ padding: 20 }} />}
        {items.map((execution) => (
          <ExecutionRow key={execution.id} execution={execution} />
        ))}
        {list.data && items.length === 0 && (
          <EmptyState icon={<PlayCircleOutlined />} title={status.length || workflow ? t('executions.noneFits') : t('executions.none')}>
            {t('executions.noneLead')}
          </EmptyState>
        )}
      </Panel>
      {list.hasNextPage && (
        <Button style={{ marginTop: 14 }} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('app.more')}
        </Button>
      )}
    </Page>
  );
}
