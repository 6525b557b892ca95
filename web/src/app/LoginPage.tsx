import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isApiError } from '../api/client.js';
import { signIn } from '../api/session.js';
import { Logo } from './Logo.js';
import styles from './shell.module.css';

/** Takes an API key; the one-time link of the ready line signs in without one. */
export function LoginPage() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async ({ key }: { key: string }): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await signIn(key.trim());
      await client.invalidateQueries();
    } catch (error) {
      setProblem(isApiError(error) && error.status === 401 ? t('login.wrong') : error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={styles['login']}>
      <div className={styles['loginCard']}>
        <Logo size={44} />
        <h1>{t('login.title')}</h1>
        <p>{t('login.lead')}</p>
        <Form layout="vertical" style={{ marginTop: 22 }} onFinish={(values: { key: string }) => void submit(values)} requiredMark={false}>
          <Form.Item name="key" label={t('login.key')} rules={[{ required: true, message: t('login.needed') }]}>
            <Input.Password size="large" autoFocus autoComplete="current-password" placeholder="af_…" />
          </Form.Item>
          {problem && <Alert type="error" showIcon title={problem} style={{ marginBottom: 16 }} />}
          <Button type="primary" htmlType="submit" size="large" block loading={busy}>
            {t('login.submit')}
          </Button>
        </Form>
        <div className={styles['loginHint']}>
          {t('login.hint')} <code>.agentflow/admin.key</code>
        </div>
      </div>
    </div>
  );
}
