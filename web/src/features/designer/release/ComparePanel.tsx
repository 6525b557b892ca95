import { SwapOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Select, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { fetchDiff, fetchDraft, fetchRevision, useRevisions, workflowKeys } from '../../../api/workflows.js';
import type { Json, NodeTypeDescriptor, SemanticChange, WorkflowDefinition } from '../../../api/types.js';
import { EmptyState } from '../../../shared/ui/EmptyState.js';
import { visibleMarks } from '../../../shared/ui/visible-marks.js';
import { sentenceOf } from '../../../shared/ui/use-act.js';
import { GraphSketch, type Marks } from './GraphSketch.js';
import styles from './release.module.css';

export interface Pair {
  readonly from: string;
  readonly to: string;
}
interface Props {
  readonly workflowId: string;
  readonly types: ReadonlyMap<string, NodeTypeDescriptor>;
  readonly pair: Pair;
  readonly onPair: (pair: Pair) => void;
  /** Shows a node of the draft on the canvas. */
  readonly onGo: (path: string) => void;
}
const LONGEST = 600;
const short = (value: Json | undefined): string => {
  if (value === undefined || value === null) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 1);
  return visibleMarks(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
};
/** What changed in meaning between two revisions, or one and the draft: both graphs beside each other, then change by change. */
export function ComparePanel({ workflowId, types, pair, onPair, onGo }: Props) {
  const { t } = useTranslation();
  const revisions = useRevisions(workflowId);
  const { from, to } = pair;
  const key = [...workflowKeys.all, 'compared', workflowId, from, to];
  const differ = from !== to;
  const diff = useQuery({ queryKey: [...key, 'diff'], queryFn: () => fetchDiff(workflowId, from, to), enabled: differ, staleTime: 0 });
  const graphs = useQuery({
    queryKey: [...key, 'graphs'],
    queryFn: () => Promise.all([definitionOf(workflowId, from), definitionOf(workflowId, to)]),
    enabled: differ,
    staleTime: 0,
  });
  const changes = diff.data?.changes ?? [];
  const options = [
    { value: 'draft', label: t('run.draft') },
    ...(revisions.data?.items ?? []).map((one) => ({
      value: String(one.revision),
      label: `${t('revisions.name', { revision: one.revision })}${one.comment ? ` · ${one.comment.slice(0, 60)}` : ''}`,
    })),
  ];
  const nameOf = (name: string): string => (name === 'draft' ? t('run.draft') : t('revisions.name', { revision: name }));
  const count = (kind: string): number => changes.filter((change) => change.kind === kind).length;
  return (
    <div className={styles['compare']} data-testid="compare">
      <div className={styles['pick']}>
        <Select aria-label={t('release.from')} value={from} options={options} onChange={(value) => onPair({ from: value, to })} />
        <Button icon={<SwapOutlined />} aria-label={t('release.swap')} onClick={() => onPair({ from: to, to: from })} />
        <Select aria-label={t('release.to')} value={to} options={options} onChange={(value) => onPair({ from, to: value })} />
      </div>
      {!differ && <EmptyState small title={t('release.same')} />}
      {differ && diff.isPending && <Skeleton active />}
      {diff.error && <p className={styles['bad']}>{sentenceOf(diff.error)}</p>}
      {differ && graphs.data && diff.data && (
        <div className={styles['sketches']}>
          <GraphSketch definition={graphs.data[0]} types={types} marks={marksOf(changes, 'before')} label={nameOf(from)} />
          <GraphSketch definition={graphs.data[1]} types={types} marks={marksOf(changes, 'after')} label={nameOf(to)} />
        </div>
      )}
      {differ && diff.data && changes.length === 0 && <EmptyState small title={t('diff.none')} />}
      {changes.length > 0 && (
        <p className={styles['summary']}>
          {t('release.summary', { added: count('added'), removed: count('removed'), changed: count('changed') + count('moved') })}
        </p>
      )}
      <ul className={styles['changes']}>
        {changes.map((change, index) => (
          <Change key={index} change={change} onGo={onGo} />
        ))}
      </ul>
    </div>
  );
}
const definitionOf = async (id: string, name: string): Promise<WorkflowDefinition> =>
  name === 'draft' ? (await fetchDraft(id)).workflow.definition : (await fetchRevision(id, Number(name))).definition;
/** The node that a change is about, by its path; of an edge: where it begins. */
const nodeOf = (change: SemanticChange): string | null =>
  change.what === 'node' ? change.subject : change.what === 'edge' ? (change.subject.split(':')[0] ?? null) : null;

function Change({ change, onGo }: { readonly change: SemanticChange; readonly onGo: (path: string) => void }) {
  const { t } = useTranslation();
  const node = nodeOf(change);
  const gone = change.kind === 'removed';
  const name = visibleMarks(change.subject.slice(0, 200));
  return (
    <li data-kind={change.kind}>
      <div>
        <small>{t(`diff.what.${change.what}`, { defaultValue: change.what })}</small>{' '}
        {node !== null && !gone ? (
          <button type="button" title={t('release.show')} onClick={() => onGo(node)}>
            {name}
          </button>
        ) : (
          <code>{name}</code>
        )}
        {change.pointer && <code className={styles['pointer']}>{change.pointer}</code>} <em>{t(`diff.${change.kind}`)}</em>
      </div>
      {(change.kind === 'changed' || change.kind === 'moved') && (
        <div className={styles['beforeAfter']}>
          {short(change.before) !== '' && <del>{short(change.before)}</del>}
          {short(change.after) !== '' && <ins>{short(change.after)}</ins>}
        </div>
      )}
    </li>
  );
}
/** How top-level nodes are marked in the earlier or the later graph; what changed inside a container marks the container. */
function marksOf(changes: readonly SemanticChange[], side: 'before' | 'after'): Marks {
  const marks = new Map<string, 'added' | 'removed' | 'changed'>();
  for (const change of changes) {
    if (change.what !== 'node') continue;
    const path = change.kind === 'moved' && side === 'before' ? String(change.before) : change.subject;
    const [top = '', ...inner] = path.split('/');
    const mark = inner.length > 0 || change.kind === 'moved' ? 'changed' : (change.kind as 'added' | 'removed' | 'changed');
    if ((mark === 'added' && side === 'before') || (mark === 'removed' && side === 'after')) continue;
    if (marks.get(top) === undefined || mark !== 'changed') marks.set(top, mark);
  }
  return marks;
}
