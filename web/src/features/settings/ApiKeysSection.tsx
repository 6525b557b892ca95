import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Modal, Select, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createApiKey, revokeApiKey, useApiKeys, type ApiKey, type NewApiKey, type Role } from '../../api/admin.js';
import { CopyButton } from '../../shared/ui/CopyButton.js';
import { DataList, type Column } from '../../shared/ui/DataList.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { useFeedback } from '../../shared/ui/feedback.js';
import { Panel, Section } from '../../shared/ui/Page.js';
import { RelativeTime } from '../../shared/ui/RelativeTime.js';
import { sentenceOf, useAct } from '../../shared/ui/use-act.js';
import styles from './settings.module.css';

const ROLES: readonly Role[] = ['viewer', 'operator', 'editor', 'admin'];
const DAYS = [30, 90, 365] as const;
const DAY_MS = 86_400_000;
const isOver = ({ revokedAt, expiresAt }: ApiKey): boolean =>
  revokedAt !== null || (expiresAt !== null && Date.parse(expiresAt) < Date.now());

/** Keys of programs and people. A key is shown once; revoking it holds at once and for good, so it is asked first and cannot be undone. */
export function ApiKeysSection() {
  const { t } = useTranslation();
  const { modal } = useFeedback();
  const act = useAct();
  const client = useQueryClient();
  const keys = useApiKeys();
  const [open, setOpen] = useState(false);
  const revoke = (key: ApiKey): void => {
    modal.confirm({
      title: t('apiKeys.revokeTitle', { name: key.name }),
      content: t('apiKeys.revokeLead'),
      okText: t('apiKeys.revoke'),
      cancelText: t('app.cancel'),
      okButtonProps: { danger: true },
      onOk: () => act(() => revokeApiKey(key.id)).then(() => client.invalidateQueries({ queryKey: ['api-keys'] })),
    });
  };
  const columns: readonly Column<ApiKey>[] = [
    {
      key: 'name',
      title: t('apiKeys.name'),
      width: 'minmax(0, 1fr)',
      sortBy: ({ name }) => name,
      render: ({ name, hint }) => (
        <>
          <b className={styles['strong']}>{name}</b> <code className={styles['hint']}>…{hint}</code>
        </>
      ),
    },
    { key: 'role', title: t('apiKeys.role'), width: '140px', sortBy: ({ role }) => role, render: ({ role }) => t(`role.${role}`) },
    {
      key: 'created',
      title: t('apiKeys.created'),
      width: '130px',
      sortBy: ({ createdAt }) => createdAt,
      render: ({ createdAt }) => <RelativeTime at={createdAt} />,
    },
    {
      key: 'state',
      title: t('apiKeys.expires'),
      width: '140px',
      render: (key) =>
        key.revokedAt ? (
          <Tag>{t('apiKeys.revoked')}</Tag>
        ) : isOver(key) ? (
          <Tag>{t('apiKeys.expired')}</Tag>
        ) : key.expiresAt ? (
          <RelativeTime at={key.expiresAt} />
        ) : (
          t('apiKeys.never')
        ),
    },
    {
      key: 'actions',
      title: <span className="unseen">{t('app.actions')}</span>,
      width: '34px',
      render: (key) =>
        isOver(key) ? null : (
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('apiKeys.revokeNamed', { name: key.name })}
            onClick={() => revoke(key)}
          />
        ),
    },
  ];
  return (
    <Section
      title={t('apiKeys.title')}
      extra={
        <Button size="small" icon={<PlusOutlined />} onClick={() => setOpen(true)}>
          {t('apiKeys.new')}
        </Button>
      }
    >
      <Panel flush>
        <DataList
          label={t('apiKeys.title')}
          columns={columns}
          rows={keys.data?.items ?? []}
          rowKey={({ id }) => id}
          pending={keys.isPending}
          empty={<EmptyState small title={keys.error ? sentenceOf(keys.error) : t('apiKeys.none')} />}
        />
      </Panel>
      {open && <NewKey onClose={() => setOpen(false)} />}
    </Section>
  );
}
interface Fields {
  readonly name: string;
  readonly role: Role;
  readonly days: number;
}
function NewKey({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [made, setMade] = useState<NewApiKey | null>(null);
  const save = async ({ name, role, days }: Fields): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      const expiresAt = days > 0 ? new Date(Date.now() + days * DAY_MS).toISOString() : undefined;
      setMade(await createApiKey({ name: name.trim(), role, ...(expiresAt ? { expiresAt } : {}) }));
      await client.invalidateQueries({ queryKey: ['api-keys'] });
    } catch (error) {
      setFailure(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  };
  if (made)
    return (
      <Modal
        open
        title={t('apiKeys.made', { name: made.name })}
        onCancel={onClose}
        mask={{ closable: false }}
        footer={
          <Button type="primary" onClick={onClose}>
            {t('app.close')}
          </Button>
        }
      >
        <p className={styles['lead']}>{t('apiKeys.once')}</p>
        <div className={styles['secret']}>
          <code data-testid="new-key">{made.key}</code>
          <CopyButton text={made.key} label={t('app.copy')} size="middle" />
        </div>
      </Modal>
    );
  return (
    <Modal
      open
      title={t('apiKeys.new')}
      okText={t('apiKeys.create')}
      cancelText={t('app.cancel')}
      onCancel={onClose}
      onOk={() => form.submit()}
      confirmLoading={busy}
    >
      {failure && <Alert type="error" showIcon title={failure} style={{ marginBottom: 16 }} />}
      <Form
        name="api-key"
        form={form}
        layout="vertical"
        initialValues={{ role: 'editor', days: 90 }}
        onFinish={(values) => void save(values)}
      >
        <Form.Item name="name" label={t('apiKeys.name')} rules={[{ required: true, whitespace: true, message: t('form.needed') }]}>
          <Input autoFocus placeholder={t('apiKeys.nameHint')} maxLength={200} />
        </Form.Item>
        <Form.Item name="role" label={t('apiKeys.role')}>
          <Select options={ROLES.map((value) => ({ value, label: `${t(`role.${value}`)}: ${t(`apiKeys.may.${value}`)}` }))} />
        </Form.Item>
        <Form.Item name="days" label={t('apiKeys.expires')}>
          <Select
            options={[
              ...DAYS.map((value) => ({ value, label: t('apiKeys.inDays', { count: value }) })),
              { value: 0, label: t('apiKeys.never') },
            ]}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
