import { HistoryOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Popover, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fetchExecutions } from '../../api/executions.js';
import type { Json } from '../../api/types.js';
import { RelativeTime } from '../../shared/ui/RelativeTime.js';
import { StatusTag } from '../../shared/ui/StatusTag.js';
import { useAct } from '../../shared/ui/use-act.js';
import { visibleMarks } from '../../shared/ui/visible-marks.js';
import { inputOf, keptInputs } from './last-input.js';
import styles from './start.module.css';

const RECENT = 8;
const WORDS = 140;
const preview = (input: Json): string => {
  const text = typeof input === 'string' ? input : (JSON.stringify(input) ?? '');
  return visibleMarks(text.length > WORDS ? `${text.slice(0, WORDS)}…` : text);
};
/** What the workflow was started with before: from this browser, and by anybody. One of them is taken over with a click. */
export function EarlierInputs({ workflowId, onPick }: { readonly workflowId: string; readonly onPick: (input: Json) => void }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      destroyOnHidden
      content={
        <Choices
          workflowId={workflowId}
          onPick={(input) => {
            setOpen(false);
            onPick(input);
          }}
        />
      }
    >
      <Button size="small" icon={<HistoryOutlined />} data-testid="earlier-inputs" aria-expanded={open}>
        {t('start.earlier')}
      </Button>
    </Popover>
  );
}
function Choices({ workflowId, onPick }: { readonly workflowId: string; readonly onPick: (input: Json) => void }) {
  const { t } = useTranslation();
  const act = useAct();
  const mine = keptInputs(workflowId);
  const others = useQuery({
    queryKey: ['executions', 'inputs', workflowId],
    queryFn: async () => {
      const { items } = await fetchExecutions({ workflow: workflowId, page_size: RECENT });
      return Promise.all(items.map(async (execution) => ({ execution, input: await act(() => inputOf(execution)) })));
    },
  });
  const known = new Set(mine.map(({ input }) => JSON.stringify(input)));
  const theirs = (others.data ?? []).filter(({ input }) => {
    const text = JSON.stringify(input);
    if (input === undefined || known.has(text)) return false;
    known.add(text);
    return true;
  });
  if (mine.length === 0 && others.isPending) return <Skeleton active paragraph={{ rows: 2 }} style={{ width: 360 }} />;
  return (
    <ul className={styles['earlier']} aria-label={t('start.earlier')}>
      {mine.length === 0 && theirs.length === 0 && <li className={styles['none']}>{t('start.noneEarlier')}</li>}
      {mine.map(({ input, at }) => (
        <li key={`mine-${at}`}>
          <button type="button" onClick={() => onPick(input)}>
            <code>{preview(input)}</code>
            <small>
              <RelativeTime at={at} /> · {t('start.here')}
            </small>
          </button>
        </li>
      ))}
      {theirs.map(({ execution, input }) => (
        <li key={execution.id}>
          <button type="button" onClick={() => onPick(input as Json)}>
            <code>{preview(input as Json)}</code>
            <small>
              <RelativeTime at={execution.createdAt} /> · <StatusTag status={execution.status} plain />
            </small>
          </button>
        </li>
      ))}
    </ul>
  );
}
