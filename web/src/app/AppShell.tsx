import { useQueryClient } from '@tanstack/react-query';
import { Button, Result, Spin } from 'antd';
import { Suspense, lazy, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useMatch, useNavigation } from 'react-router';
import { isApiError, onSignedOut } from '../api/client.js';
import { useSession } from '../api/session.js';
import { DegradationBanner } from './DegradationBanner.js';
import { Sidebar } from './Sidebar.js';
import styles from './shell.module.css';

const LoginPage = lazy(() => import('./LoginPage.js').then((m) => ({ default: m.LoginPage })));

/** Frames every page. Nothing behind it is drawn before somebody is signed in. */
export function AppShell() {
  const { t } = useTranslation();
  const session = useSession();
  const client = useQueryClient();
  const [workflow, execution] = [useMatch('/workflows/:id'), useMatch('/executions/:id')];
  const loading = useNavigation().state === 'loading';
  useEffect(() => onSignedOut(() => client.setQueryData(['session'], null)), [client]);
  const maintained = isApiError(session.error) && session.error.code === 'MAINTENANCE';
  if (session.isPending) return <Spin className={styles['boot']} size="large" />;
  if (session.isError)
    return (
      <Result
        status="warning"
        title={t(maintained ? 'degradation.title.4' : 'app.unreachable')}
        subTitle={maintained ? t('degradation.text.4') : session.error.message}
        extra={
          <Button type="primary" onClick={() => void session.refetch()}>
            {t('app.retry')}
          </Button>
        }
      />
    );
  if (session.data === null)
    return (
      <Suspense fallback={null}>
        <LoginPage />
      </Suspense>
    );
  return (
    <div className={styles['shell']}>
      <a className={styles['skip']} href="#main">
        {t('app.skip')}
      </a>
      <Sidebar session={session.data} slim={workflow !== null || execution !== null} />
      <div className={styles['column']}>
        <DegradationBanner />
        <main id="main" className={styles['main']} data-loading={loading || undefined}>
          <Outlet />
        </main>
      </div>
    </div>
  );
}
