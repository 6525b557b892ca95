import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client, read } from '../api/client.js';
import type { Degradation } from '../api/types.js';
import { reasonOf } from './degradation-reason.js';
import styles from './degradation.module.css';

const CALM_MS = 20_000;
const ALERT_MS = 5_000;
const key = ['degradation'];
/** How far the platform has stepped back; asked more often while it has. */
export const useDegradation = () =>
  useQuery({
    queryKey: key,
    queryFn: (): Promise<Degradation> => read(client.GET('/api/v1/degradation')),
    refetchInterval: (query) => ((query.state.data?.level ?? 0) > 0 ? ALERT_MS : CALM_MS),
    retry: false,
  });

/** On every page while the platform does less than it should: what works, what does not, and why. */
export function DegradationBanner() {
  const { t } = useTranslation();
  const { data } = useDegradation();
  if (!data || data.level === 0) return null;
  const reason = reasonOf(data);
  return (
    <div className={styles['banner']} role="status" data-level={data.level}>
      <strong>{t(`degradation.title.${data.level}`)}</strong>
      <span>{t(`degradation.text.${data.level}`)}</span>
      {reason && (
        <span className={styles['why']}>{t(reason.key, { subject: reason.subject, defaultValue: data.reasons[0]?.message ?? '' })}</span>
      )}
    </div>
  );
}
