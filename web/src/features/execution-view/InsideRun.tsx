import { useTranslation } from 'react-i18next';
import { useExecution, useProgress } from './execution-store.js';
import { countByStatus, iterationsOf, NO_ITERATIONS } from './iterations.js';
import { StateBar } from './StateBar.js';
import styles from './watch.module.css';

/** On a container's node while an execution is shown: how its iterations stand, however many they are. `null`: none began. */
export function InsideRun({ path }: { readonly path: string }) {
  const { t } = useTranslation();
  const progress = useProgress(path);
  const iterations = useExecution((state) => iterationsOf(state.nodes).get(path) ?? NO_ITERATIONS);
  const machine = useExecution((state) => state.nodes[path]?.state);
  const counts = countByStatus(iterations);
  const done = counts.find(([status]) => status === 'completed')?.[1] ?? 0;
  const total = Math.max(progress?.items ?? 0, iterations.length);
  const words = counts.filter(([status]) => status !== 'completed').map(([status, n]) => `${n} ${t(`status.${status}`)}`);
  const lived = iterations.filter((iteration) => iteration.error !== null && iteration.status !== 'failed').length;
  if (lived > 0) words.push(t('watch.withErrors', { count: lived }));
  if (machine) return <span className={styles['insideText']}>{t('watch.inState', { state: machine })}</span>;
  return (
    <span className={styles['insideRun']} data-testid="inside-run">
      <span className={styles['insideText']}>
        <b>
          {done}/{total}
        </b>{' '}
        {words.join(' · ')}
      </span>
      <StateBar counts={counts} total={total} />
    </span>
  );
}
