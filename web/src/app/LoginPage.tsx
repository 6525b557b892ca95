import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../shared/ui/page-title.js';
import { LoginForm } from './LoginForm.js';
import { Logo } from './Logo.js';
import { LookSwitches } from './LookSwitches.js';
import styles from './shell.module.css';

/** Takes an API key; the one-time link of the ready line signs in without one. */
export function LoginPage() {
  const { t } = useTranslation();
  const client = useQueryClient();
  usePageTitle(t('login.submit'));
  return (
    <main className={styles['login']}>
      <div className={styles['loginCard']}>
        <div className={styles['loginHead']}>
          <Logo size={44} />
          <LookSwitches />
        </div>
        <h1>{t('login.title')}</h1>
        <p>{t('login.lead')}</p>
        <LoginForm onDone={() => client.invalidateQueries()} />
        <div className={styles['loginHint']}>
          {t('login.hint')} <code>.agentflow/admin.key</code>
        </div>
      </div>
    </main>
  );
}
