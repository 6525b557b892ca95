import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { moveWorkflow, workflowKeys } from '../../api/workflows.js';
import { useFeedback } from '../../shared/ui/feedback.js';
import { useAct } from '../../shared/ui/use-act.js';

/** One workflow's new place or name, and what they were. */
export interface Change {
  readonly id: string;
  readonly to: { readonly folder?: string; readonly name?: string };
  readonly from: { readonly folder?: string; readonly name?: string };
}
const UNDO_SECONDS = 8;
/** So many requests at once: a folder may hold hundreds. */
const AT_ONCE = 4;

/** Moves and renames, tells it, and takes it back when asked. */
export function useMoves(): (changes: readonly Change[], said: string) => Promise<boolean> {
  const { t } = useTranslation();
  const { notification } = useFeedback();
  const act = useAct();
  const client = useQueryClient();
  return useCallback(
    async (changes, said) => {
      const done: Change[] = [];
      const whole = await act(() => inTurns(changes, (change) => moveWorkflow(change.id, change.to).then(() => void done.push(change))));
      await client.invalidateQueries({ queryKey: workflowKeys.all });
      if (done.length === 0) return whole !== undefined;
      const key = `move-${done[0]?.id}`;
      const undo = async (): Promise<void> => {
        notification.destroy(key);
        await act(() => inTurns(done, (change) => moveWorkflow(change.id, change.from)));
        await client.invalidateQueries({ queryKey: workflowKeys.all });
      };
      notification.open({
        key,
        title: said,
        placement: 'bottomRight',
        duration: UNDO_SECONDS,
        showProgress: true,
        pauseOnHover: true,
        role: 'status',
        actions: (
          <Button size="small" type="primary" onClick={() => void undo()}>
            {t('undo.undo')}
          </Button>
        ),
      });
      return whole !== undefined;
    },
    [act, client, notification, t],
  );
}
async function inTurns(changes: readonly Change[], run: (change: Change) => Promise<unknown>): Promise<true> {
  const waiting = [...changes];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await run(next);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, changes.length) }, worker));
  return true;
}
