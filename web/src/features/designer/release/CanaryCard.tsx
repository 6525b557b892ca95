import { useQueryClient } from '@tanstack/react-query';
import { Button, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endCanary, promoteCanary, setCanary, useReleaseFigures } from '../../../api/releases.js';
import { workflowKeys } from '../../../api/workflows.js';
import { formatCost, formatCount, formatDuration } from '../../../shared/format.js';
import { useFeedback } from '../../../shared/ui/feedback.js';
import { RelativeTime } from '../../../shared/ui/RelativeTime.js';
import { useAct } from '../../../shared/ui/use-act.js';
import { CanaryDialog } from './CanaryDialog.js';
import styles from './release.module.css';

interface Props {
  readonly workflowId: string;
  readonly released: number;
  readonly canary: { readonly revision: number; readonly percent: number; readonly startedAt: string; readonly startedBy: string };
}
/** Both revisions that new executions run: their shares, how each fares since the canary began, and what becomes of it. */
export function CanaryCard({ workflowId, released, canary }: Props) {
  const { t } = useTranslation();
  const { message, modal } = useFeedback();
  const act = useAct();
  const client = useQueryClient();
  const figures = useReleaseFigures(workflowId);
  const [changing, setChanging] = useState(false);
  const { revision, percent } = canary;
  const after = async (done: unknown, said: string): Promise<boolean> => {
    await client.invalidateQueries({ queryKey: workflowKeys.all });
    await client.invalidateQueries({ queryKey: ['triggers'] });
    if (done) message.success(said);
    return done !== undefined;
  };
  const ask = (what: 'promote' | 'end', run: () => Promise<unknown>, said: string): void =>
    modal.confirm({
      title: t(`canary.${what}Title`, { revision }),
      content: t(`canary.${what}Lead`, { revision, released }),
      okText: t(`canary.${what}`),
      cancelText: t('app.cancel'),
      onOk: () => act(run).then((done) => after(done, said)),
    });
  const rows = [
    { role: 'released', revision: released, share: 100 - percent },
    { role: 'canary', revision, share: percent },
  ] as const;
  return (
    <section className={styles['canary']} aria-label={t('canary.title')} data-testid="canary">
      <header>
        <b>{t('canary.title')}</b>
        <small>
          {t('canary.since', { by: canary.startedBy })} <RelativeTime at={canary.startedAt} />
        </small>
      </header>
      <div className={styles['shares']} aria-hidden>
        <span data-role="released" style={{ flexGrow: 100 - percent }} />
        <span data-role="canary" style={{ flexGrow: percent }} />
      </div>
      <table className={styles['figures']}>
        <thead>
          <tr>
            <th scope="col">{t('canary.revision')}</th>
            {(['share', 'executions', 'failed', 'p50', 'cost'] as const).map((name) => (
              <th key={name} scope="col">
                {t(`canary.columns.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const found = figures.data?.items.find((item) => item.role === row.role && item.revision === row.revision);
            const ended = found?.executions ?? 0;
            return (
              <tr key={row.role} data-role={row.role}>
                <th scope="row">
                  <i data-role={row.role} aria-hidden /> {t('revisions.name', { revision: row.revision })}
                  <small>{t(`canary.roles.${row.role}`)}</small>
                </th>
                <td>{row.share} %</td>
                <td>{formatCount(ended)}</td>
                <td data-bad={(found?.failed ?? 0) > 0 || undefined}>
                  {formatCount(found?.failed ?? 0)}
                  {ended > 0 && <small> {Math.round((100 * (found?.failed ?? 0)) / ended)} %</small>}
                </td>
                <td>{ended > 0 ? formatDuration(found?.durationMs.p50 ?? 0) : '–'}</td>
                <td>{ended > 0 ? formatCost(found?.cost ?? '0') : '–'}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <Space wrap>
        <Button
          type="primary"
          data-testid="canary-promote"
          onClick={() => ask('promote', () => promoteCanary(workflowId, revision), t('canary.promoted', { revision }))}
        >
          {t('canary.promote')}
        </Button>
        <Button onClick={() => setChanging(true)}>{t('canary.change')}</Button>
        <Button
          danger
          data-testid="canary-end"
          onClick={() => ask('end', () => endCanary(workflowId, revision), t('canary.ended', { released }))}
        >
          {t('canary.end')}
        </Button>
      </Space>
      {changing && (
        <CanaryDialog
          revision={revision}
          percent={percent}
          onClose={() => setChanging(false)}
          onSet={async (next) => after(await act(() => setCanary(workflowId, revision, next)), t('canary.changed', { percent: next }))}
        />
      )}
    </section>
  );
}
