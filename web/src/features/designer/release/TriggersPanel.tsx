import { ClockCircleOutlined, ThunderboltOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Skeleton, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { executionKeys, fetchExecutions } from '../../../api/executions.js';
import { fireTrigger, useTriggers } from '../../../api/registry.js';
import type { ExecutionSummary, Trigger } from '../../../api/types.js';
import { CopyButton } from '../../../shared/ui/CopyButton.js';
import { EmptyState } from '../../../shared/ui/EmptyState.js';
import { useFeedback } from '../../../shared/ui/feedback.js';
import { RelativeTime } from '../../../shared/ui/RelativeTime.js';
import { StatusTag } from '../../../shared/ui/StatusTag.js';
import { useAct } from '../../../shared/ui/use-act.js';
import styles from './release.module.css';

const READ = 100;
const SHOWN = 5;
/** The triggers of the released revision: when they fire next, what their last fires became, and a fire by hand. */
export function TriggersPanel({ workflowId }: { readonly workflowId: string }) {
  const { t } = useTranslation();
  const triggers = useTriggers();
  const mine = (triggers.data?.items ?? []).filter((trigger) => trigger.workflowId === workflowId);
  const fires = useQuery({
    queryKey: executionKeys.list({ workflow: workflowId, page_size: READ }),
    queryFn: () => fetchExecutions({ workflow: workflowId, page_size: READ }),
    enabled: mine.length > 0,
    refetchInterval: 5000,
  });
  if (triggers.isPending) return <Skeleton active />;
  if (mine.length === 0)
    return (
      <EmptyState small icon={<ClockCircleOutlined />} title={t('release.noTriggers')}>
        {t('release.noTriggersLead')}
      </EmptyState>
    );
  return (
    <ul className={styles['cards']} data-testid="release-triggers">
      {mine.map((trigger) => (
        <TriggerCard
          key={trigger.id}
          trigger={trigger}
          fires={(fires.data?.items ?? []).filter((execution) => firedBy(execution) === trigger.triggerId).slice(0, SHOWN)}
        />
      ))}
    </ul>
  );
}
/** Which trigger of its workflow started an execution. */
const firedBy = ({ trigger }: ExecutionSummary): unknown =>
  typeof trigger === 'object' && trigger !== null && !Array.isArray(trigger) && trigger['type' as never] !== 'api'
    ? trigger['id' as never]
    : undefined;

function TriggerCard({ trigger, fires }: { readonly trigger: Trigger; readonly fires: readonly ExecutionSummary[] }) {
  const { t } = useTranslation();
  const { message } = useFeedback();
  const client = useQueryClient();
  const act = useAct();
  const fire = async (): Promise<void> => {
    const fired = await act(() => fireTrigger(trigger.id));
    if (!fired) return;
    message.success(
      <>
        {t('triggers.fired')} · <Link to={`/executions/${encodeURIComponent(fired.executionId)}`}>{t('run.openPage')}</Link>
      </>,
    );
    await client.invalidateQueries({ queryKey: ['triggers'] });
    await client.invalidateQueries({ queryKey: executionKeys.all });
  };
  const what = String(trigger.config['cron'] ?? trigger.config['topic'] ?? '');
  const zone = trigger.config['timeZone'];
  return (
    <li>
      <div className={styles['cardHead']}>
        <b>{trigger.triggerId}</b>
        <Tag>{t(`trigger.${trigger.type}`)}</Tag>
        {!trigger.enabled && <Tag color="red">{t('release.off')}</Tag>}
        <Button size="small" icon={<ThunderboltOutlined />} onClick={() => void fire()}>
          {t('triggers.fire')}
        </Button>
      </div>
      {what && (
        <p>
          <code>{what}</code> {typeof zone === 'string' && zone}
        </p>
      )}
      {trigger.hookUrl && (
        <p className={styles['hook']}>
          <code>{trigger.hookUrl}</code>
          <CopyButton text={new URL(trigger.hookUrl, window.location.origin).href} />
        </p>
      )}
      {trigger.nextFireAt && trigger.enabled && (
        <p>
          {t('release.nextFire')}: <RelativeTime at={trigger.nextFireAt} />
        </p>
      )}
      {trigger.lastFire?.error && <p className={styles['bad']}>{trigger.lastFire.error.slice(0, 400)}</p>}
      <small>{fires.length > 0 ? t('release.lastFires') : trigger.lastFire ? '' : t('release.neverFired')}</small>
      {fires.map((execution) => (
        <Link key={execution.id} to={`/executions/${encodeURIComponent(execution.id)}`} className={styles['fire'] ?? ''}>
          <StatusTag status={execution.status} plain />
          <RelativeTime at={execution.createdAt} />
        </Link>
      ))}
    </li>
  );
}
