import { ApiOutlined, AppstoreOutlined, DeploymentUnitOutlined, InboxOutlined, PlayCircleOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useLocation } from 'react-router';
import { useExecutions } from '../../api/executions.js';
import { useWorkflows } from '../../api/workflows.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { Page, Panel, Section } from '../../shared/ui/Page.js';
import { RelativeTime } from '../../shared/ui/RelativeTime.js';
import { ExecutionRow } from '../executions/ExecutionRow.js';
import { useNewWorkflow } from '../workflows/use-new-workflow.js';
import { WaitingList } from './WaitingList.js';
import styles from './home.module.css';

const RECENT = 6;
const WAITING = { status: ['waiting'], page_size: 20 };
/** What a person comes back to: questions that wait for an answer, then the latest work. */
export function HomePage() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const workflows = useWorkflows('', 50);
  const executions = useExecutions({ page_size: 8 });
  const waiting = useExecutions(WAITING);
  const create = useNewWorkflow();
  if (pathname === '/login') return <Navigate to="/" replace />;
  const recent = [...(workflows.data?.items ?? [])].sort((a, b) => b.updatedAt.localeCompare(a.updatedAt)).slice(0, RECENT);
  return (
    <Page
      title={t('home.title')}
      actions={
        <>
          <Link to="/templates">
            <Button icon={<AppstoreOutlined />}>{t('home.fromTemplate')}</Button>
          </Link>
          <Button type="primary" icon={<PlusOutlined />} loading={create.busy} onClick={() => create.blank()}>
            {t('workflows.new')}
          </Button>
        </>
      }
    >
      <WaitingList executions={waiting.data?.items ?? []} onAnswered={() => void waiting.refetch().then(() => executions.refetch())} />
      <Section title={t('home.workflows')} extra={<Link to="/workflows">{t('home.all')}</Link>}>
        {workflows.isPending && <Skeleton active paragraph={{ rows: 2 }} />}
        {workflows.data && recent.length === 0 && (
          <Panel>
            <EmptyState
              icon={<DeploymentUnitOutlined />}
              title={t('home.noWorkflows')}
              action={
                <Link to="/templates">
                  <Button type="primary">{t('home.pickTemplate')}</Button>
                </Link>
              }
            >
              {t('home.noWorkflowsLead')}
            </EmptyState>
          </Panel>
        )}
        <div className={styles['cards']}>
          {recent.map((workflow) => (
            <Link key={workflow.id} to={`/workflows/${encodeURIComponent(workflow.id)}`} className={styles['card'] ?? ''}>
              <DeploymentUnitOutlined className={styles['cardIcon'] ?? ''} />
              <b>{workflow.name || workflow.key}</b>
              <small>
                {workflow.publishedRevision === null ? t('publish.never') : t('revisions.name', { revision: workflow.publishedRevision })}
                {' · '}
                {t('workflows.nodes', { count: workflow.nodesTotal ?? 0 })}
              </small>
              <small>
                <RelativeTime at={workflow.updatedAt} />
              </small>
            </Link>
          ))}
        </div>
      </Section>
      <Section title={t('home.executions')} extra={<Link to="/executions">{t('home.all')}</Link>}>
        <Panel flush>
          {executions.isPending && <Skeleton active style={{ padding: 20 }} />}
          {executions.data?.items.map((execution) => (
            <ExecutionRow key={execution.id} execution={execution} />
          ))}
          {executions.data?.items.length === 0 && <EmptyState small icon={<PlayCircleOutlined />} title={t('executions.none')} />}
        </Panel>
      </Section>
      <div className={styles['doors']}>
        <a href="/docs" target="_blank" rel="noreferrer">
          <ApiOutlined /> {t('home.api')}
        </a>
        <Link to="/outbox">
          <InboxOutlined /> {t('home.outbox')}
        </Link>
      </div>
    </Page>
  );
}
