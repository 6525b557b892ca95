import { Button, Modal } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { RelativeTime } from '../../shared/ui/RelativeTime.js';
import { changeList } from './change-list.js';
import { useDesigner } from './designer-store.js';
import type { Saving } from './use-autosave.js';
import { parseText } from './yaml-document.js';
import styles from './designer.module.css';

/** Somebody else saved in between: nothing is overwritten before a person has chosen. */
export function ConflictDialog({ saving }: { readonly saving: Saving }) {
  const { t } = useTranslation();
  const mine = useDesigner((state) => state.definition);
  const { conflict } = saving;
  const changes = useMemo(() => {
    if (!conflict) return [];
    const theirs = parseText(conflict.text);
    return 'definition' in theirs ? changeList(theirs.definition, mine) : [];
  }, [conflict, mine]);
  return (
    <Modal
      open={conflict !== null}
      closable={false}
      title={t('conflict.title')}
      footer={[
        <Button key="theirs" onClick={saving.takeTheirs}>
          {t('conflict.theirs')}
        </Button>,
        <Button key="mine" type="primary" danger onClick={saving.keepMine}>
          {t('conflict.mine')}
        </Button>,
      ]}
    >
      <p>
        {t('conflict.lead')} {conflict && <RelativeTime at={conflict.updatedAt} />}
      </p>
      {changes.length > 0 && (
        <>
          <p className={styles['dim']} style={{ marginTop: 12 }}>
            {t('conflict.differ')}
          </p>
          <ul className={styles['changes']}>
            {changes.slice(0, 40).map((change) => (
              <li key={change.subject} data-kind={change.kind}>
                <code>{change.subject}</code> {t(`diff.${change.kind}`)}
              </li>
            ))}
          </ul>
        </>
      )}
    </Modal>
  );
}
