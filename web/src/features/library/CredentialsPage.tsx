import { DeleteOutlined, KeyOutlined, PlusOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deleteCredential, useCredentials } from '../../api/registry.js';
import type { Credential } from '../../api/types.js';
import { DataList, type Column } from '../../shared/ui/DataList.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { Page, Panel } from '../../shared/ui/Page.js';
import { RelativeTime } from '../../shared/ui/RelativeTime.js';
import { useUndoableDelete } from '../../shared/ui/use-undoable-delete.js';
import styles from './library.module.css';

const CredentialDialog = lazy(() => import('./CredentialDialog.js').then((m) => ({ default: m.CredentialDialog })));

export function CredentialsPage() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const credentials = useCredentials();
  const { hides, remove } = useUndoableDelete();
  const [edited, setEdited] = useState<Credential | 'new' | null | undefined>(undefined);
  const columns: readonly Column<Credential>[] = [
    {
      key: 'key',
      title: t('credentials.key'),
      width: 'minmax(0, 1fr)',
      sortBy: ({ key }) => key,
      render: (credential) => (
        <button type="button" className={styles['open']} onClick={() => setEdited(credential)}>
          {credential.key}
        </button>
      ),
    },
    {
      key: 'type',
      title: t('credentials.type'),
      width: '190px',
      sortBy: ({ type }) => type,
      render: ({ type }) => t(`credentialType.${type}`, { defaultValue: type }),
    },
    {
      key: 'hosts',
      title: t('credentials.hosts'),
      width: 'minmax(0, 300px)',
      render: ({ hosts }) => hosts.map((host) => <Tag key={host}>{host}</Tag>),
    },
    {
      key: 'updated',
      title: t('workflows.changed'),
      width: '130px',
      sortBy: ({ updatedAt }) => updatedAt,
      render: ({ updatedAt }) => <RelativeTime at={updatedAt} />,
    },
    {
      key: 'actions',
      title: <span className="unseen">{t('app.actions')}</span>,
      width: '34px',
      render: (credential) => (
        <Button
          type="text"
          icon={<DeleteOutlined />}
          aria-label={t('app.deleteNamed', { name: credential.key })}
          onClick={() =>
            remove({
              id: credential.id,
              name: credential.key,
              act: () => deleteCredential(credential.id),
              after: () => client.invalidateQueries({ queryKey: ['credentials'] }),
            })
          }
        />
      ),
    },
  ];
  return (
    <Page
      title={t('nav.credentials')}
      lead={t('credentials.lead')}
      actions={
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setEdited('new')}>
          {t('credentials.new')}
        </Button>
      }
    >
      <Panel flush>
        <DataList
          label={t('nav.credentials')}
          columns={columns}
          rows={(credentials.data?.items ?? []).filter(({ id }) => !hides(id))}
          rowKey={({ id }) => id}
          pending={credentials.isPending}
          initialSort={{ by: 'key', order: 'ascending' }}
          onOpen={setEdited}
          empty={
            <EmptyState
              icon={<KeyOutlined />}
              title={t('credentials.none')}
              action={<Button onClick={() => setEdited('new')}>{t('credentials.new')}</Button>}
            >
              {t('credentials.noneLead')}
            </EmptyState>
          }
        />
      </Panel>
      {edited !== undefined && (
        <Suspense fallback={null}>
          <CredentialDialog credential={edited} onClose={() => setEdited(null)} />
        </Suspense>
      )}
    </Page>
  );
}
