import { LoadingOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useAway } from '../api/reach.js';
import styles from './degradation.module.css';

/** Says on every page that the server does not answer, and reads anew what is shown once it does. Nothing on the page is lost meanwhile. */
export function ConnectionBanner() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const away = useAway();
  const was = useRef(false);
  useEffect(() => {
    if (was.current && !away) void client.invalidateQueries();
    was.current = away;
  }, [away, client]);
  return (
    <div role="status" aria-live="polite">
      {away && (
        <div className={styles['banner']} data-level="away" data-testid="connection-lost">
          <LoadingOutlined />
          <strong>{t('watch.away')}</strong>
          <span>{t('watch.awayLead')}</span>
        </div>
      )}
    </div>
  );
}
