import { Button } from 'antd';
import { useCallback, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useFeedback } from './feedback.js';
import { createPendingDeletions } from './pending-deletions.js';
import { sentenceOf } from './use-act.js';

/** Long enough to read and to reach the button; the time stands still while the pointer rests on it. */
const UNDO_SECONDS = 8;
const pending = createPendingDeletions();
// A page that goes away has no time left to change its mind in: what was deleted on it is deleted.
window.addEventListener('pagehide', () => pending.commitAll());

interface Deletion {
  readonly id: string;
  readonly name: string;
  /** Deletes at the server; must finish also while the page is left (`keepalive`). */
  act(): Promise<unknown>;
  /** Reads the list anew, whatever came of it. */
  after(): unknown;
}
/** Deletes at once to the eye and in a moment for good: a toast takes it back until then. `hides(id)` says what a list leaves out meanwhile. */
export function useUndoableDelete(): { hides(id: string): boolean; remove(deletion: Deletion): void } {
  const { t } = useTranslation();
  const { notification } = useFeedback();
  const hidden = useSyncExternalStore(pending.subscribe, pending.hidden);
  const remove = useCallback(
    ({ id, name, act, after }: Deletion): void => {
      const key = `delete-${id}`;
      pending.begin(id, async () => {
        try {
          await act();
        } catch (error) {
          notification.error({ title: t('undo.failed', { name }), description: sentenceOf(error), placement: 'bottomRight' });
        }
        await after();
      });
      notification.open({
        key,
        title: t('undo.deleted', { name }),
        placement: 'bottomRight',
        duration: UNDO_SECONDS,
        showProgress: true,
        pauseOnHover: true,
        role: 'status',
        onClose: () => pending.commit(id),
        actions: (
          <Button
            size="small"
            type="primary"
            onClick={() => {
              pending.undo(id);
              notification.destroy(key);
            }}
          >
            {t('undo.undo')}
          </Button>
        ),
      });
    },
    [notification, t],
  );
  return { hides: (id) => hidden.has(id), remove };
}
