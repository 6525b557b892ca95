import { Drawer, Tabs } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRevisions } from '../../api/workflows.js';
import type { NodeTypeDescriptor } from '../../api/types.js';
import { ChangeList } from './release/ChangeList.js';
import { ComparePanel, type Pair } from './release/ComparePanel.js';
import { RevisionList } from './release/RevisionList.js';
import { TriggersPanel } from './release/TriggersPanel.js';
import { UsesPanel } from './release/UsesPanel.js';

interface Props {
  readonly open: boolean;
  readonly workflowId: string;
  readonly types: ReadonlyMap<string, NodeTypeDescriptor>;
  readonly onClose: () => void;
  readonly flush: () => Promise<boolean>;
  /** Shows a node on the canvas, by its path in the definition. */
  readonly onGo: (path: string) => void;
}
type Tab = 'revisions' | 'compare' | 'triggers' | 'uses' | 'changes';
/** What was published and what became of it: revisions and the way back, what changed between them, their triggers, who calls the workflow. */
export function RevisionsDrawer({ open, workflowId, types, onClose, flush, onGo }: Props) {
  const { t } = useTranslation();
  const revisions = useRevisions(workflowId, open);
  const [tab, setTab] = useState<Tab>('revisions');
  const [chosen, setPair] = useState<Pair | null>(null);
  const newest = revisions.data?.items[0]?.revision;
  const pair = chosen ?? { from: newest === undefined ? 'draft' : String(newest), to: 'draft' };
  // What is compared as the draft is what is on the screen.
  const compare = (next: Pair): void =>
    void (next.from === 'draft' || next.to === 'draft' ? flush() : Promise.resolve(true)).then(() => {
      setPair(next);
      setTab('compare');
    });
  useEffect(() => {
    if (!open) return;
    setTab('revisions');
    setPair(null);
  }, [open]);
  return (
    <Drawer open={open} onClose={onClose} title={t('release.title')} size={720} destroyOnHidden styles={{ body: { paddingTop: 8 } }}>
      <Tabs
        activeKey={tab}
        onChange={(key) => (key === 'compare' ? compare(pair) : setTab(key as Tab))}
        destroyOnHidden
        items={[
          {
            key: 'revisions',
            label: t('release.revisions'),
            children: <RevisionList workflowId={workflowId} onCompare={(from, to) => compare({ from, to })} />,
          },
          {
            key: 'compare',
            label: t('release.compare'),
            children: (
              <ComparePanel
                workflowId={workflowId}
                types={types}
                pair={pair}
                onPair={compare}
                onGo={(path) => {
                  onClose();
                  onGo(path);
                }}
              />
            ),
          },
          { key: 'triggers', label: t('release.triggers'), children: <TriggersPanel workflowId={workflowId} /> },
          { key: 'uses', label: t('release.uses'), children: <UsesPanel workflowId={workflowId} /> },
          { key: 'changes', label: t('canary.history'), children: <ChangeList workflowId={workflowId} /> },
        ]}
      />
    </Drawer>
  );
}
