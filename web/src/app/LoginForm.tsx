import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isApiError } from '../api/client.js';
import { signIn } from '../api/session.js';

/** Why a key was not taken, as far as the key's owner can do something about it. */
const reasonOf = (error: unknown): string | undefined => {
  if (!isApiError(error)) return undefined;
  if (error.status === 401) return 'login.wrong';
  if (error.status === 429) return 'login.tooOften';
  return error.status === 0 || error.status >= 502 ? 'app.unreachable' : undefined;
};
export function LoginForm({ onDone }: { readonly onDone: () => unknown }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async ({ key }: { key: string }): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await signIn(key.trim());
      await onDone();
    } catch (error) {
      const known = reasonOf(error);
      setProblem(known ? t(known) : error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Form
      name="login"
      layout="vertical"
      style={{ marginTop: 22 }}
      onFinish={(values: { key: string }) => void submit(values)}
      requiredMark={false}
    >
      <Form.Item name="key" label={t('login.key')} rules={[{ required: true, whitespace: true, message: t('login.needed') }]}>
        <Input.Password size="large" autoFocus autoComplete="current-password" placeholder="af_…" />
      </Form.Item>
      {problem && <Alert type="error" showIcon title={problem} role="alert" style={{ marginBottom: 16 }} />}
      <Button type="primary" htmlType="submit" size="large" block loading={busy}>
        {t('login.submit')}
      </Button>
    </Form>
  );
}
