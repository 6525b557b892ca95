import { MailOutlined } from '@ant-design/icons';
import { Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOutbox } from '../../api/registry.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { formatDateTime } from '../../shared/format.js';
import { Page, Panel } from '../../shared/ui/Page.js';
import { RelativeTime } from '../../shared/ui/RelativeTime.js';
import styles from './library.module.css';

/** The mails that workflows wrote. Shown as text only: nothing in a mail is drawn or fetched. */
export function OutboxPage() {
  const { t, i18n } = useTranslation();
  const outbox = useOutbox();
  const [chosen, setChosen] = useState<string | null>(null);
  const items = outbox.data?.items ?? [];
  const mail = items.find((item) => item.id === chosen) ?? items[0];
  return (
    <Page title={t('nav.outbox')} lead={t('outbox.lead')}>
      <Panel flush>
        {outbox.isPending && <Skeleton active style={{ padding: 20 }} />}
        {outbox.data && !mail && (
          <EmptyState icon={<MailOutlined />} title={t('outbox.none')}>
            {t('outbox.noneLead')}
          </EmptyState>
        )}
        {mail && (
          <div className={styles['outbox']}>
            <div className={styles['mails']}>
              {items.map((item) => (
                <button
                  key={item.id}
                  type="button"
                  className={styles['mail']}
                  data-selected={item.id === mail.id || undefined}
                  onClick={() => setChosen(item.id)}
                >
                  <b>{item.subject}</b>
                  <small>
                    <span>{item.to.join(', ')}</span>
                    <RelativeTime at={item.at} />
                  </small>
                </button>
              ))}
            </div>
            <article className={styles['letter']}>
              <h2>{mail.subject}</h2>
              <dl>
                <dt>{t('outbox.from')}</dt>
                <dd>{mail.from}</dd>
                <dt>{t('outbox.to')}</dt>
                <dd>{[...mail.to, ...(mail.cc ?? [])].join(', ')}</dd>
                <dt>{t('outbox.at')}</dt>
                <dd>{formatDateTime(mail.at, i18n.language)}</dd>
              </dl>
              <pre>{mail.text}</pre>
            </article>
          </div>
        )}
      </Panel>
    </Page>
  );
}
