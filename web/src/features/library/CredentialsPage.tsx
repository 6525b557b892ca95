import { DeleteOutlined, KeyOutlined, PlusOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Modal, Select, Table, Tag, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createCredential, deleteCredential, useCredentials } from '../../api/registry.js';
import type { Credential } from '../../api/types.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { Page, Panel } from '../../shared/ui/Page.js';
import { RelativeTime } from '../../shared/ui/RelativeTime.js';
import { sentenceOf, useAct } from '../../shared/ui/use-act.js';
import { HOSTLESS, readSecret, SECRET_FIELDS } from './credential-types.js';

export function CredentialsPage() {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const act = useAct();
  const client = useQueryClient();
  const credentials = useCredentials();
  const [open, setOpen] = useState(false);
  const remove = (credential: Credential): void => {
    void modal.confirm({
      title: t('credentials.deleteTitle', { name: credential.key }),
      content: t('credentials.deleteLead'),
      okText: t('app.delete'),
      okButtonProps: { danger: true },
      onOk: () => act(() => deleteCredential(credential.id)).then(() => client.invalidateQueries({ queryKey: ['credentials'] })),
    });
  };
  const columns: TableColumnsType<Credential> = [
    { title: t('credentials.key'), key: 'key', render: (_, credential) => <b style={{ fontWeight: 550 }}>{credential.key}</b> },
    {
      title: t('credentials.type'),
      key: 'type',
      render: (_, credential) => t(`credentialType.${credential.type}`, { defaultValue: credential.type }),
    },
    {
      title: t('credentials.hosts'),
      key: 'hosts',
      render: (_, credential) => credential.hosts.map((host) => <Tag key={host}>{host}</Tag>),
    },
    { title: t('workflows.changed'), key: 'updated', width: 150, render: (_, credential) => <RelativeTime at={credential.updatedAt} /> },
    {
      key: 'actions',
      width: 60,
      render: (_, credential) => (
        <Button type="text" icon={<DeleteOutlined />} aria-label={t('app.delete')} onClick={() => remove(credential)} />
      ),
    },
  ];
  return (
    <Page
      title={t('nav.credentials')}
      lead={t('credentials.lead')}
      actions={
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen(true)}>
          {t('credentials.new')}
        </Button>
      }
    >
      <Panel flush>
        <Table
          rowKey="id"
          columns={columns}
          dataSource={[...(credentials.data?.items ?? [])]}
          loading={credentials.isPending}
          pagination={false}
          locale={{
            emptyText: (
              <EmptyState icon={<KeyOutlined />} title={t('credentials.none')}>
                {t('credentials.noneLead')}
              </EmptyState>
            ),
          }}
        />
      </Panel>
      <NewCredential open={open} onClose={() => setOpen(false)} />
    </Page>
  );
}
interface Fields {
  readonly key: string;
  readonly type: string;
  readonly hosts?: readonly string[];
  readonly secret: { readonly [name: string]: string };
}
/** The secret goes to the server once and is never read back. */
function NewCredential({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const type = Form.useWatch('type', form) ?? 'bearer';
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const save = async (fields: Fields): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      await createCredential({
        key: fields.key.trim(),
        type: fields.type,
        hosts: [...(fields.hosts ?? [])],
        secret: readSecret(fields.type, fields.secret),
      });
      await client.invalidateQueries({ queryKey: ['credentials'] });
      form.resetFields();
      onClose();
    } catch (error) {
      setFailure(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  };
  const needed = [{ required: true, message: t('form.needed') }];
  return (
    <Modal
      open={open}
      title={t('credentials.new')}
      okText={t('app.save')}
      onCancel={onClose}
      onOk={() => form.submit()}
      confirmLoading={busy}
      forceRender
    >
      {failure && <Alert type="error" showIcon title={failure} style={{ marginBottom: 16 }} />}
      <Form form={form} layout="vertical" autoComplete="off" initialValues={{ type: 'bearer' }} onFinish={(values) => void save(values)}>
        <Form.Item name="key" label={t('credentials.key')} rules={needed}>
          <Input placeholder="crm-api" />
        </Form.Item>
        <Form.Item name="type" label={t('credentials.type')}>
          <Select options={Object.keys(SECRET_FIELDS).map((value) => ({ value, label: t(`credentialType.${value}`) }))} />
        </Form.Item>
        {(SECRET_FIELDS[type] ?? []).map((field) => (
          <Form.Item
            key={field.name}
            name={['secret', field.name]}
            label={t(`secret.${field.name}`)}
            {...(field.optional ? {} : { rules: needed })}
          >
            {field.open ? <Input placeholder={field.placeholder ?? ''} /> : <Input.Password autoComplete="new-password" />}
          </Form.Item>
        ))}
        {!HOSTLESS.has(type) && (
          <Form.Item name="hosts" label={t('credentials.hosts')} extra={t('credentials.hostsHelp')} rules={needed}>
            <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', ' ']} placeholder="api.example.org" />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
