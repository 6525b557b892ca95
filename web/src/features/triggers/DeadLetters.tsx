import { InboxOutlined, RedoOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Badge, Button, Pagination, Skeleton, Space, Tag, Tooltip } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { deadLetterKey, deleteDeadLetter, redrive, useDeadLetters, type DeadLetter } from '../../api/operate.js';
import { useTriggers } from '../../api/registry.js';
import type { Json } from '../../api/types.js';
import { CopyButton } from '../../shared/ui/CopyButton.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { useFeedback } from '../../shared/ui/feedback.js';
import { JsonView } from '../../shared/ui/JsonView.js';
import { LongText } from '../../shared/ui/LongText.js';
import { Panel, Section } from '../../shared/ui/Page.js';
import { RelativeTime } from '../../shared/ui/RelativeTime.js';
import { useAct } from '../../shared/ui/use-act.js';
import styles from './triggers.module.css';

const PAGE = 20;
/** Events that started nothing: why, what they were, once more, or away. */
export function DeadLetters() {
  const { t } = useTranslation();
  const [page, setPage] = useState(1);
  const letters = useDeadLetters(page, PAGE);
  const items = letters.data?.items ?? [];
  const total = letters.data?.total ?? 0;
  return (
    <Section
      title={
        <Space size={8}>
          {t('deadLetters.title')}
          {total > 0 && <Badge count={total} overflowCount={9999} color="var(--st-failed)" />}
        </Space>
      }
      extra={<small className={styles['lead']}>{t('deadLetters.lead')}</small>}
    >
      <Panel flush>
        {letters.isPending && <Skeleton active style={{ padding: 20 }} />}
        {letters.data && items.length === 0 && (
          <EmptyState small icon={<InboxOutlined />} title={t('deadLetters.none')}>
            {t('deadLetters.noneLead')}
          </EmptyState>
        )}
        <ul className={styles['letters']} data-testid="dead-letters">
          {items.map((letter) => (
            <Letter key={letter.id} letter={letter} />
          ))}
        </ul>
      </Panel>
      {total > PAGE && (
        <Pagination
          size="small"
          align="end"
          style={{ marginTop: 12 }}
          current={page}
          pageSize={PAGE}
          total={total}
          showSizeChanger={false}
          onChange={setPage}
        />
      )}
    </Section>
  );
}
function Letter({ letter }: { readonly letter: DeadLetter }) {
  const { t } = useTranslation();
  const { message, modal } = useFeedback();
  const act = useAct();
  const client = useQueryClient();
  const triggers = useTriggers();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const trigger = triggers.data?.items.find(({ id }) => id === letter.trigger);
  const refresh = () => client.invalidateQueries({ queryKey: deadLetterKey });
  const again = async (): Promise<void> => {
    setBusy(true);
    const sent = await act(() => redrive(letter.id));
    setBusy(false);
    await refresh();
    if (!sent) return;
    if (sent.redriven?.error) message.warning(t('deadLetters.again', { error: sent.redriven.error.slice(0, 200) }));
    else message.success(t(sent.redriven?.executionId ? 'deadLetters.started' : 'deadLetters.redriven'));
  };
  const forget = (): void =>
    modal.confirm({
      title: t('deadLetters.deleteTitle'),
      content: t('deadLetters.deleteLead'),
      okText: t('app.delete'),
      cancelText: t('app.cancel'),
      okButtonProps: { danger: true },
      onOk: () =>
        act(() => deleteDeadLetter(letter.id).then(() => true)).then((done) => {
          if (done) message.success(t('deadLetters.deleted'));
          return refresh();
        }),
    });
  return (
    <li data-testid="dead-letter">
      <div className={styles['letterHead']}>
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          <b>
            <code>{letter.topic}</code> {trigger && <span>→ {trigger.workflowName}</span>}
          </b>
          <span className={styles['reason']}>
            <Tag color="red">{letter.code}</Tag> <LongText text={letter.message.slice(0, 300)} />
          </span>
          <small>
            <RelativeTime at={letter.at} /> · {t('deadLetters.attempts', { count: letter.attempts })} · {letter.position}
          </small>
        </button>
        <Space size={6} align="start">
          {letter.redriven && (
            <Tooltip title={letter.redriven.error ?? letter.redriven.by}>
              <Tag color={letter.redriven.error ? 'red' : 'green'}>
                {letter.redriven.executionId ? (
                  <Link to={`/executions/${encodeURIComponent(letter.redriven.executionId)}`}>{t('deadLetters.started')}</Link>
                ) : (
                  <>
                    {t('deadLetters.redriven')} <RelativeTime at={letter.redriven.at} />
                  </>
                )}
              </Tag>
            </Tooltip>
          )}
          <Tooltip title={t('deadLetters.redriveHelp')}>
            <Button size="small" icon={<RedoOutlined />} loading={busy} onClick={() => void again()}>
              {t('deadLetters.redrive')}
            </Button>
          </Tooltip>
          <Button size="small" danger onClick={forget}>
            {t('app.delete')}
          </Button>
        </Space>
      </div>
      {open && (
        <div className={styles['letterBody']}>
          <div className={styles['label']}>{t('deadLetters.reason')}</div>
          <p>
            <LongText text={letter.message} first={1000} />
          </p>
          <div className={styles['label']}>
            {t('deadLetters.value')} <CopyButton text={letter.value} />
          </div>
          <div className={styles['value']}>{valueOf(letter.value)}</div>
          {Object.keys(letter.headers).length > 0 && (
            <>
              <div className={styles['label']}>{t('deadLetters.headers')}</div>
              <div className={styles['value']}>
                <JsonView value={letter.headers} />
              </div>
            </>
          )}
        </div>
      )}
    </li>
  );
}
const PARSED = 500_000;
/** What came, as a tree where it is JSON. */
function valueOf(text: string) {
  if (text.length <= PARSED)
    try {
      const json = JSON.parse(text) as Json;
      if (typeof json === 'object' && json !== null) return <JsonView value={json} />;
    } catch {
      // It is text.
    }
  return <LongText text={text} first={2000} />;
}
