import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { Suspense, lazy, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useMatch, useNavigation } from 'react-router';
import { isApiError, onSignedOut } from '../api/client.js';
import { useSession } from '../api/session.js';
import { Notice } from '../shared/ui/Notice.js';
import { ConnectionBanner } from './ConnectionBanner.js';
import { DegradationBanner } from './DegradationBanner.js';
import { expire, useExpiry } from './session-expiry.js';
import { PageSkeleton, ShellSkeleton } from './ShellSkeleton.js';
import { Sidebar } from './Sidebar.js';
import styles from './shell.module.css';

const SessionExpired = lazy(() => import('./SessionExpired.js').then((m) => ({ default: m.SessionExpired })));
const LoginPage = lazy(() => import('./LoginPage.js').then((m) => ({ default: m.LoginPage })));

/** Frames every page. Nothing behind it is drawn before somebody is signed in. */
export function AppShell() {
  const { t } = useTranslation();
  const session = useSession();
  const client = useQueryClient();
  const [workflow, execution] = [useMatch('/workflows/:id'), useMatch('/executions/:id')];
  const loading = useNavigation().state === 'loading';
  const expired = useExpiry((state) => state.expired);
  // Whoever was signed in keeps the page; whoever was not sees the login.
  useEffect(() => onSignedOut(() => client.getQueryData(['session']) && expire()), [client]);
  const maintained = isApiError(session.error) && session.error.code === 'MAINTENANCE';
  if (session.isPending) return <ShellSkeleton />;
  // Who is signed in stays on the page while the server is away: it says so, and goes on.
  if (session.isError && !session.data)
    return (
      <Notice
        title={t(maintained ? 'degradation.title.4' : 'app.unreachable')}
        lead={maintained ? t('degradation.text.4') : session.error.message}
        actions={
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
        <ConnectionBanner />
        <DegradationBanner />
        <main id="main" className={styles['main']} tabIndex={workflow || execution ? -1 : 0} data-loading={loading || undefined}>
          <Suspense fallback={<PageSkeleton />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      {expired && (
        <Suspense fallback={null}>
          <SessionExpired />
        </Suspense>
      )}
    </div>
  );
}
