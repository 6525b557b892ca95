import { useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { LoginForm } from './LoginForm.js';
import { renewed } from './session-expiry.js';

/** Asks for a key above the page, so that nothing on it is lost. */
export function SessionExpired() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const goOn = async (): Promise<void> => {
    await client.invalidateQueries({ queryKey: ['session'] });
    renewed();
    await client.invalidateQueries();
  };
  return (
    <Modal open title={t('login.expired')} closable={false} mask={{ closable: false }} keyboard={false} footer={null} width={420}>
      <p style={{ color: 'var(--text-2)' }}>{t('login.expiredLead')}</p>
      <LoginForm onDone={goOn} />
    </Modal>
  );
}
