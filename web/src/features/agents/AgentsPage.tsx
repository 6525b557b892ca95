import { DeleteOutlined, PlusOutlined, RobotOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Tag, Tooltip } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deleteAgent, useAgents } from '../../api/registry.js';
import type { Agent } from '../../api/types.js';
import { DataList, type Column } from '../../shared/ui/DataList.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { Page, Panel } from '../../shared/ui/Page.js';
import { RelativeTime } from '../../shared/ui/RelativeTime.js';
import { useUndoableDelete } from '../../shared/ui/use-undoable-delete.js';
import styles from './agents.module.css';

const TOOLS_SHOWN = 4;
const AgentDrawer = lazy(() => import('./AgentDrawer.js').then((m) => ({ default: m.AgentDrawer })));

export function AgentsPage() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const agents = useAgents();
  const { hides, remove } = useUndoableDelete();
  // `undefined` until the form is wanted for the first time: it comes then, and stays.
  const [edited, setEdited] = useState<Agent | 'new' | null | undefined>(undefined);
  const columns: readonly Column<Agent>[] = [
    {
      key: 'key',
      title: t('agents.key'),
      width: 'minmax(0, 1fr)',
      sortBy: ({ key }) => key,
      render: (agent) => (
        <>
          <button type="button" className={styles['open']} onClick={() => setEdited(agent)}>
            {agent.key}
          </button>
          <span className={styles['sub']}>{agent.instructions}</span>
        </>
      ),
    },
    { key: 'model', title: t('agents.model'), width: 'minmax(0, 200px)', sortBy: ({ model }) => model, render: ({ model }) => model },
    {
      key: 'tools',
      title: t('agents.tools'),
      width: 'minmax(0, 260px)',
      render: ({ tools, peers }) => (
        <div className={styles['tags']}>
          {tools.slice(0, TOOLS_SHOWN).map((tool) => (
            <Tag key={tool}>{tool}</Tag>
          ))}
          {tools.length > TOOLS_SHOWN && <Tag>+{tools.length - TOOLS_SHOWN}</Tag>}
          {peers && (
            <Tooltip title={peers.allow.join(', ')}>
              <Tag color="purple">{t('agents.peersTag', { count: peers.allow.length })}</Tag>
            </Tooltip>
          )}
        </div>
      ),
    },
    { key: 'version', title: t('agents.version'), width: '80px', sortBy: ({ version }) => version, render: ({ version }) => version },
    {
      key: 'updated',
      title: t('workflows.changed'),
      width: '120px',
      sortBy: ({ updatedAt }) => updatedAt,
      render: ({ updatedAt }) => <RelativeTime at={updatedAt} />,
    },
    {
      key: 'actions',
      title: <span className="unseen">{t('app.actions')}</span>,
      width: '34px',
      render: (agent) => (
        <Button
          type="text"
          icon={<DeleteOutlined />}
          aria-label={t('app.deleteNamed', { name: agent.key })}
          onClick={() =>
            remove({
              id: agent.id,
              name: agent.key,
              act: () => deleteAgent(agent.id),
              after: () => client.invalidateQueries({ queryKey: ['agents'] }),
            })
          }
        />
      ),
    },
  ];
  return (
    <Page
      title={t('nav.agents')}
      lead={t('agents.lead')}
      actions={
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setEdited('new')}>
          {t('agents.new')}
        </Button>
      }
    >
      <Panel flush>
        <DataList
          label={t('nav.agents')}
          columns={columns}
          rows={(agents.data?.items ?? []).filter(({ id }) => !hides(id))}
          rowKey={({ id }) => id}
          pending={agents.isPending}
          initialSort={{ by: 'key', order: 'ascending' }}
          onOpen={setEdited}
          empty={
            <EmptyState
              icon={<RobotOutlined />}
              title={t('agents.none')}
              action={<Button onClick={() => setEdited('new')}>{t('agents.new')}</Button>}
            >
              {t('agents.noneLead')}
            </EmptyState>
          }
        />
      </Panel>
      {edited !== undefined && (
        <Suspense fallback={null}>
          <AgentDrawer agent={edited} onClose={() => setEdited(null)} />
        </Suspense>
      )}
    </Page>
  );
}
