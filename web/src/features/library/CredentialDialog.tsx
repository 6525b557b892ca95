import { useQueryClient } from '@tanstack/react-query';
import { Alert, Form, Input, Modal, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createCredential, updateCredential } from '../../api/registry.js';
import type { Credential } from '../../api/types.js';
import { sentenceOf } from '../../shared/ui/use-act.js';
import { HOSTLESS, readSecret, SECRET_FIELDS } from './credential-types.js';

interface Fields {
  readonly key: string;
  readonly type: string;
  readonly hosts?: readonly string[];
  readonly secret?: { readonly [name: string]: string };
}
interface Props {
  readonly credential: Credential | 'new' | null;
  readonly onClose: () => void;
}
/** Makes a credential, or changes its hosts and secret. The secret goes to the server and is never read back: left empty it stays. */
export function CredentialDialog({ credential, onClose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const type = Form.useWatch('type', form) ?? 'bearer';
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const known = credential !== 'new' ? credential : null;
  useEffect(() => {
    if (credential === null) return;
    setFailure(null);
    form.resetFields();
    if (known) form.setFieldsValue({ key: known.key, type: known.type, hosts: [...known.hosts] });
  }, [credential, known, form]);
  const save = async (fields: Fields): Promise<void> => {
    setBusy(true);
    setFailure(null);
    const hosts = [...(fields.hosts ?? [])];
    const secret = readSecret(fields.type, fields.secret ?? {});
    const given = typeof secret === 'string' ? secret !== '' : Object.keys(secret).length > 0;
    try {
      if (known) await updateCredential(known.id, { hosts, ...(given ? { secret } : {}) });
      else await createCredential({ key: fields.key.trim(), type: fields.type, hosts, secret });
      await client.invalidateQueries({ queryKey: ['credentials'] });
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
      open={credential !== null}
      title={known ? t('credentials.edit', { name: known.key }) : t('credentials.new')}
      okText={t('app.save')}
      cancelText={t('app.cancel')}
      onCancel={onClose}
      onOk={() => form.submit()}
      confirmLoading={busy}
      forceRender
    >
      {failure && <Alert type="error" showIcon title={failure} style={{ marginBottom: 16 }} />}
      <Form
        name="credential"
        form={form}
        layout="vertical"
        autoComplete="off"
        initialValues={{ type: 'bearer' }}
        onFinish={(values) => void save(values)}
      >
        <Form.Item name="key" label={t('credentials.key')} rules={needed}>
          <Input placeholder="crm-api" disabled={known !== null} />
        </Form.Item>
        <Form.Item name="type" label={t('credentials.type')}>
          <Select
            disabled={known !== null}
            options={Object.keys(SECRET_FIELDS).map((value) => ({ value, label: t(`credentialType.${value}`) }))}
          />
        </Form.Item>
        {known && <p style={{ marginBottom: 12, color: 'var(--text-2)' }}>{t('credentials.keepSecret')}</p>}
        {(SECRET_FIELDS[type] ?? []).map((field) => (
          <Form.Item
            key={`${type}.${field.name}`}
            name={['secret', field.name]}
            label={t(`secret.${field.name}`)}
            {...(field.optional || known ? {} : { rules: needed })}
          >
            {field.open ? (
              <Input placeholder={field.placeholder ?? ''} />
            ) : (
              <Input.Password autoComplete="new-password" placeholder={known ? '••••••••' : ''} />
            )}
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
