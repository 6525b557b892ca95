import { AppstoreOutlined, DeleteOutlined, DeploymentUnitOutlined, PlusOutlined, SearchOutlined, UploadOutlined } from '@ant-design/icons';
import { App, Button, Input, Table, Tag, Tooltip, type TableColumnsType } from 'antd';
import { useDeferredValue, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { WorkflowSummary } from '../../api/types.js';
import { useDeleteWorkflow, useWorkflows } from '../../api/workflows.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { Page, Panel } from '../../shared/ui/Page.js';
import { RelativeTime } from '../../shared/ui/RelativeTime.js';
import { useAct } from '../../shared/ui/use-act.js';
import { useNewWorkflow } from './use-new-workflow.js';

const LARGEST_FILE = 2_000_000;
export function WorkflowsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { modal, message } = App.useApp();
  const act = useAct();
  const [search, setSearch] = useState('');
  const workflows = useWorkflows(useDeferredValue(search.trim()));
  const remove = useDeleteWorkflow();
  const create = useNewWorkflow();
  const file = useRef<HTMLInputElement>(null);
  const confirmDelete = (workflow: WorkflowSummary): void => {
    void modal.confirm({
      title: t('workflows.deleteTitle', { name: workflow.name }),
      content: t('workflows.deleteLead'),
      okText: t('app.delete'),
      okButtonProps: { danger: true },
      onOk: () => act(() => remove.mutateAsync(workflow.id)),
    });
  };
  const importFile = async (chosen: File | undefined): Promise<void> => {
    if (!chosen) return;
    if (chosen.size > LARGEST_FILE) return void message.error(t('workflows.tooLarge'));
    await create.fromYaml(await chosen.text());
  };
  const columns: TableColumnsType<WorkflowSummary> = [
    {
      title: t('workflows.name'),
      key: 'name',
      render: (_, workflow) => (
        <Link to={`/workflows/${encodeURIComponent(workflow.id)}`} onClick={(event) => event.stopPropagation()}>
          <b style={{ color: 'var(--text)', fontWeight: 550 }}>{workflow.name || workflow.key}</b>
          <div style={{ color: 'var(--text-3)', fontSize: 12, fontFamily: 'var(--mono)' }}>{workflow.key}</div>
        </Link>
      ),
    },
    {
      title: t('workflows.state'),
      key: 'state',
      width: 190,
      render: (_, workflow) => (
        <>
          {workflow.publishedRevision === null ? (
            <Tag>{t('publish.never')}</Tag>
          ) : (
            <Tag color="green">{t('revisions.name', { revision: workflow.publishedRevision })}</Tag>
          )}
          {(workflow.problemCount ?? 0) > 0 && <Tag color="gold">{t('workflows.problems', { count: workflow.problemCount ?? 0 })}</Tag>}
        </>
      ),
    },
    {
      title: t('workflows.size'),
      key: 'size',
      width: 110,
      render: (_, workflow) => t('workflows.nodes', { count: workflow.nodesTotal ?? 0 }),
    },
    { title: t('workflows.changed'), key: 'changed', width: 150, render: (_, workflow) => <RelativeTime at={workflow.updatedAt} /> },
    {
      key: 'actions',
      width: 60,
      render: (_, workflow) => (
        <Tooltip title={t('app.delete')}>
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('app.delete')}
            onClick={(event) => {
              event.stopPropagation();
              confirmDelete(workflow);
            }}
          />
        </Tooltip>
      ),
    },
  ];
  return (
    <Page
      title={t('nav.workflows')}
      lead={t('workflows.lead')}
      actions={
        <>
          <input
            ref={file}
            type="file"
            accept=".yaml,.yml,.json"
            hidden
            aria-label={t('workflows.import')}
            onChange={(event) => void importFile(event.target.files?.[0]).finally(() => (event.target.value = ''))}
          />
          <Button icon={<UploadOutlined />} onClick={() => file.current?.click()}>
            {t('workflows.import')}
          </Button>
          <Link to="/templates">
            <Button icon={<AppstoreOutlined />}>{t('home.fromTemplate')}</Button>
          </Link>
          <Button type="primary" icon={<PlusOutlined />} loading={create.busy} onClick={create.blank}>
            {t('workflows.new')}
          </Button>
        </>
      }
    >
      <Input
        allowClear
        prefix={<SearchOutlined />}
        placeholder={t('workflows.search')}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        style={{ maxWidth: 340, marginBottom: 14 }}
      />
      <Panel flush>
        <Table
          rowKey="id"
          columns={columns}
          dataSource={[...(workflows.data?.items ?? [])]}
          loading={workflows.isPending}
          pagination={false}
          onRow={(workflow) => ({
            onClick: () => void navigate(`/workflows/${encodeURIComponent(workflow.id)}`),
            style: { cursor: 'pointer' },
          })}
          locale={{
            emptyText: search ? (
              <EmptyState small title={t('workflows.notFound')} />
            ) : (
              <EmptyState icon={<DeploymentUnitOutlined />} title={t('home.noWorkflows')}>
                {t('home.noWorkflowsLead')}
              </EmptyState>
            ),
          }}
        />
      </Panel>
    </Page>
  );
}
