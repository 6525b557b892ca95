import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, isRouteErrorResponse, useRevalidator, useRouteError } from 'react-router';
import { CopyButton } from '../shared/ui/CopyButton.js';
import { Notice } from '../shared/ui/Notice.js';
import { usePageTitle } from '../shared/ui/page-title.js';
import styles from './shell.module.css';

/** The files of this tab are of an older build than the server's. */
const isOutdated = (error: unknown): boolean =>
  error instanceof Error && /dynamically imported module|Importing a module script failed|ChunkLoadError/i.test(error.message);
const sentence = (error: unknown): string => {
  if (isRouteErrorResponse(error)) return `${error.status} ${error.statusText}`;
  return error instanceof Error ? error.message : String(error);
};
/** Shown instead of a page that broke; the rest of the shell stays usable. */
export function RouteError() {
  const { t } = useTranslation();
  const error = useRouteError();
  const [open, setOpen] = useState(false);
  const outdated = isOutdated(error);
  const { revalidate } = useRevalidator();
  usePageTitle(t('app.broken'));
  const details = error instanceof Error ? (error.stack ?? error.message) : sentence(error);
  return (
    <Notice
      title={t(outdated ? 'app.outdated' : 'app.broken')}
      lead={outdated ? t('app.outdatedLead') : t('app.brokenLead')}
      actions={
        <>
          <Button type="primary" onClick={() => window.location.reload()}>
            {t('app.reload')}
          </Button>
          {!outdated && <Button onClick={() => void revalidate()}>{t('app.retry')}</Button>}
          <Link to="/">
            <Button>{t('nav.home')}</Button>
          </Link>
        </>
      }
    >
      {!outdated && (
        <div className={styles['errorDetails']}>
          <Button type="link" size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t('app.details')}
          </Button>
          <CopyButton text={details} />
          {open && <pre>{details}</pre>}
        </div>
      )}
    </Notice>
  );
}
