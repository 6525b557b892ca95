import { ClockCircleOutlined, ThunderboltOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Switch, Table, Tooltip, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { fireTrigger, setTriggerEnabled, useTriggers } from '../../api/registry.js';
import type { Trigger } from '../../api/types.js';
import { CopyButton } from '../../shared/ui/CopyButton.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { useFeedback } from '../../shared/ui/feedback.js';
import { Page, Panel } from '../../shared/ui/Page.js';
import { RelativeTime } from '../../shared/ui/RelativeTime.js';
import { useAct } from '../../shared/ui/use-act.js';
import { DeadLetters } from './DeadLetters.js';

/** What starts the released workflows by itself. */
export function TriggersPage() {
  const { t } = useTranslation();
  const { message } = useFeedback();
  const navigate = useNavigate();
  const act = useAct();
  const client = useQueryClient();
  const triggers = useTriggers();
  const refresh = () => client.invalidateQueries({ queryKey: ['triggers'] });
  const fire = async (trigger: Trigger): Promise<void> => {
    const fired = await act(() => fireTrigger(trigger.id));
    if (!fired) return;
    message.success(t('triggers.fired'));
    await navigate(`/executions/${encodeURIComponent(fired.executionId)}`);
  };
  const columns: TableColumnsType<Trigger> = [
    {
      title: t('triggers.trigger'),
      key: 'trigger',
      render: (_, trigger) => (
        <>
          <Link to={`/workflows/${encodeURIComponent(trigger.workflowId)}`}>
            <b style={{ color: 'var(--text)', fontWeight: 550 }}>{trigger.workflowName}</b>
          </Link>
          <div style={{ color: 'var(--text-3)', fontSize: 12 }}>
            {t(`trigger.${trigger.type}`)} · {trigger.triggerId}
          </div>
        </>
      ),
    },
    {
      title: t('triggers.when'),
      key: 'when',
      render: (_, trigger) =>
        trigger.type === 'webhook' && trigger.hookUrl ? (
          <span style={{ display: 'inline-flex', alignItems: 'center', gap: 4, maxWidth: 360 }}>
            <code style={{ fontSize: 12, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>{trigger.hookUrl}</code>
            <CopyButton text={new URL(trigger.hookUrl, window.location.origin).href} />
          </span>
        ) : (
          <>
            <code style={{ fontSize: 12.5 }}>{String(trigger.config['cron'] ?? trigger.config['topic'] ?? '')}</code>
            {trigger.nextFireAt && (
              <div style={{ color: 'var(--text-3)', fontSize: 12 }}>
                {t('triggers.next')} <RelativeTime at={trigger.nextFireAt} />
              </div>
            )}
          </>
        ),
    },
    {
      title: t('triggers.last'),
      key: 'last',
      width: 170,
      render: (_, { lastFire }) =>
        lastFire === null ? (
          <span style={{ color: 'var(--text-3)' }}>{t('triggers.never')}</span>
        ) : (
          <Tooltip title={lastFire.error ?? ''}>
            <span style={lastFire.error ? { color: 'var(--st-failed)' } : {}}>
              {lastFire.executionId ? (
                <Link to={`/executions/${encodeURIComponent(lastFire.executionId)}`}>
                  <RelativeTime at={lastFire.at} />
                </Link>
              ) : (
                <RelativeTime at={lastFire.at} />
              )}
            </span>
          </Tooltip>
        ),
    },
    {
      title: t('triggers.on'),
      key: 'enabled',
      width: 80,
      render: (_, trigger) => (
        <Switch
          size="small"
          checked={trigger.enabled}
          aria-label={t('triggers.on')}
          onChange={(on) => void act(() => setTriggerEnabled(trigger.id, on)).then(refresh)}
        />
      ),
    },
    {
      key: 'fire',
      width: 120,
      render: (_, trigger) => (
        <Button size="small" icon={<ThunderboltOutlined />} onClick={() => void fire(trigger)}>
          {t('triggers.fire')}
        </Button>
      ),
    },
  ];
  return (
    <Page title={t('nav.triggers')} lead={t('triggers.lead')}>
      <Panel flush>
        <Table
          rowKey="id"
          columns={columns}
          dataSource={[...(triggers.data?.items ?? [])]}
          loading={triggers.isPending}
          pagination={false}
          locale={{
            emptyText: (
              <EmptyState icon={<ClockCircleOutlined />} title={t('triggers.none')}>
                {t('triggers.noneLead')}
              </EmptyState>
            ),
          }}
        />
      </Panel>
      <div style={{ height: 28 }} />
      <DeadLetters />
    </Page>
  );
}
