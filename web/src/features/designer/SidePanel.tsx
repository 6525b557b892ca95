import { Segmented } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NodeTypeDescriptor } from '../../api/types.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { ExecutionSummaryPanel } from '../execution-view/ExecutionSummaryPanel.js';
import { useExecution } from '../execution-view/execution-store.js';
import type { Following } from '../execution-view/use-follow.js';
import { NodeRunPanel } from '../execution-view/NodeRunPanel.js';
import { NodeProperties } from '../properties/NodeProperties.js';
import { WorkflowProperties } from '../properties/WorkflowProperties.js';
import { annotationAt, isAnnotation } from './annotations.js';
import { AnnotationPanel } from './AnnotationPanel.js';
import { machineAt, nodeAt, type Phase } from './definition-edits.js';
import { selectOnly, useDesigner } from './designer-store.js';
import { StateProperties } from './StateProperties.js';
import styles from './designer.module.css';

interface Props {
  readonly types: ReadonlyMap<string, NodeTypeDescriptor>;
  readonly runPathOf: ((id: string) => string) | undefined;
  readonly executionId: string | undefined;
  readonly following: Following | null;
  readonly onEnter: (id: string) => void;
  readonly onPhase: (state: string, phase: Phase) => void;
  readonly onGoPath: (path: string) => void;
}
/** Beside the canvas: what is chosen, as it is drawn and, with an execution shown, as it ran. */
export function SidePanel({ types, runPathOf, executionId, following, onEnter, onPhase, onGoPath }: Props) {
  const { t } = useTranslation();
  const definition = useDesigner((state) => state.definition);
  const scope = useDesigner((state) => state.scope);
  const count = useDesigner((state) => state.selected.size);
  const chosen = useDesigner(selectOnly);
  const node = chosen === undefined ? undefined : nodeAt(definition, scope, chosen);
  const machine = machineAt(definition, scope);
  const annotation = chosen === undefined || !isAnnotation(chosen) ? undefined : annotationAt(definition, scope, chosen);
  const [tab, setTab] = useState<'design' | 'run'>('design');
  useEffect(() => setTab(executionId ? 'run' : 'design'), [executionId]);
  const path = chosen !== undefined && runPathOf ? runPathOf(chosen) : undefined;
  const waiting = useExecution((state) => (path === undefined ? false : path in state.waiting));
  useEffect(() => {
    if (waiting) setTab('run');
  }, [waiting]);
  const running = executionId !== undefined && tab === 'run';
  return (
    <aside className={styles['side']} data-panel aria-label={t('side.label')}>
      {executionId && (
        <div className={styles['sideTabs']}>
          <Segmented
            block
            value={tab}
            onChange={setTab}
            options={[
              { value: 'design', label: t('side.design') },
              { value: 'run', label: t('side.run') },
            ]}
          />
        </div>
      )}
      <div className={styles['sideBody']}>
        {running && path !== undefined && node ? (
          <NodeRunPanel
            key={path}
            executionId={executionId}
            path={path}
            node={node}
            onChanged={() => following?.refresh()}
            onGo={onGoPath}
          />
        ) : running ? (
          <ExecutionSummaryPanel executionId={executionId} onGo={onGoPath} onChanged={() => following?.refresh()} />
        ) : node ? (
          <NodeProperties
            key={`${scope.join('/')}/${node.id}`}
            node={node}
            types={types}
            onEnter={onEnter}
            runPathOf={runPathOf}
            executionId={executionId}
          />
        ) : annotation ? (
          <AnnotationPanel key={annotation.id} item={annotation} />
        ) : machine && chosen !== undefined ? (
          <StateProperties key={`${scope.join('/')}/${chosen}`} machine={machine} name={chosen} onPhase={onPhase} />
        ) : count > 1 ? (
          <EmptyState small title={t('side.many', { count })}>
            {t('side.manyHint')}
          </EmptyState>
        ) : (
          <WorkflowProperties />
        )}
      </div>
    </aside>
  );
}
