import { AutoComplete } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from '../properties.module.css';

const COMMON = ['* * * * *', '*/15 * * * *', '0 * * * *', '0 9 * * *', '0 9 * * 1-5', '0 9 * * 1', '0 0 1 * *'] as const;
const SHOWN = 3;
/** A cron expression with the times it means: what it says is easier to see than to read. */
export function CronField({
  id,
  cron,
  zone,
  onChange,
}: {
  readonly id: string;
  readonly cron: string;
  readonly zone: string;
  readonly onChange: (cron: string) => void;
}) {
  const { t, i18n } = useTranslation();
  const next = useNextTimes(cron, zone);
  const format = new Intl.DateTimeFormat(i18n.language === 'zh' ? 'zh-CN' : 'en-GB', { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <>
      <AutoComplete
        id={id}
        style={{ width: '100%', fontFamily: 'var(--mono)' }}
        value={cron}
        options={COMMON.map((value) => ({
          value,
          label: (
            <span className={styles['choice']}>
              <b>{value}</b>
              <small>{t(`trigger.cron.${COMMON.indexOf(value)}`)}</small>
            </span>
          ),
        }))}
        onChange={onChange}
      />
      {next.length > 0 && (
        <p className={styles['rowHelp']}>
          {t('trigger.nextTimes')} {next.map((time) => format.format(time)).join(' · ')}
        </p>
      )}
    </>
  );
}
/** The next times in this browser's own zone, by the product's own reading of cron. */
function useNextTimes(cron: string, zone: string): readonly Date[] {
  const [times, setTimes] = useState<readonly Date[]>([]);
  useEffect(() => {
    let gone = false;
    void import('./next-times.js').then(
      ({ nextTimes }) => gone || setTimes(nextTimes(cron, zone, Date.now(), SHOWN)),
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [cron, zone]);
  return times;
}
