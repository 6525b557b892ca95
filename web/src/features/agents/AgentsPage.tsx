import { DeleteOutlined, PlusOutlined, RobotOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Table, Tag, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deleteAgent, useAgents } from '../../api/registry.js';
import type { Agent } from '../../api/types.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { Page, Panel } from '../../shared/ui/Page.js';
import { RelativeTime } from '../../shared/ui/RelativeTime.js';
import { useAct } from '../../shared/ui/use-act.js';
import { AgentDrawer } from './AgentDrawer.js';

export function AgentsPage() {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const act = useAct();
  const client = useQueryClient();
  const agents = useAgents();
  const [edited, setEdited] = useState<Agent | 'new' | null>(null);
  const remove = (agent: Agent): void => {
    void modal.confirm({
      title: t('agents.deleteTitle', { name: agent.key }),
      okText: t('app.delete'),
      okButtonProps: { danger: true },
      onOk: () => act(() => deleteAgent(agent.id)).then(() => client.invalidateQueries({ queryKey: ['agents'] })),
    });
  };
  const columns: TableColumnsType<Agent> = [
    { title: t('agents.key'), key: 'key', render: (_, agent) => <b style={{ fontWeight: 550 }}>{agent.key}</b> },
    { title: t('agents.model'), dataIndex: 'model' },
    { title: t('agents.tools'), key: 'tools', render: (_, agent) => agent.tools.map((tool) => <Tag key={tool}>{tool}</Tag>) },
    { title: t('agents.version'), dataIndex: 'version', width: 90 },
    { title: t('workflows.changed'), key: 'updated', width: 140, render: (_, agent) => <RelativeTime at={agent.updatedAt} /> },
    {
      key: 'actions',
      width: 60,
      render: (_, agent) => (
        <Button
          type="text"
          icon={<DeleteOutlined />}
          aria-label={t('app.delete')}
          onClick={(event) => {
            event.stopPropagation();
            remove(agent);
          }}
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
        <Table
          rowKey="id"
          columns={columns}
          dataSource={[...(agents.data?.items ?? [])]}
          loading={agents.isPending}
          pagination={false}
          onRow={(agent) => ({ onClick: () => setEdited(agent), style: { cursor: 'pointer' } })}
          locale={{
            emptyText: (
              <EmptyState icon={<RobotOutlined />} title={t('agents.none')}>
                {t('agents.noneLead')}
              </EmptyState>
            ),
          }}
        />
      </Panel>
      <AgentDrawer agent={edited} onClose={() => setEdited(null)} />
    </Page>
  );
}
