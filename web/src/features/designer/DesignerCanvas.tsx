import { Button, Tooltip } from 'antd';
import { CloseOutlined, ExportOutlined } from '@ant-design/icons';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { NodeTypeDescriptor } from '../../api/types.js';
import { StatusTag } from '../../shared/ui/StatusTag.js';
import { Canvas } from '../canvas/Canvas.js';
import { Panel } from '../canvas/flow.js';
import { TracedContext } from '../canvas/traced.js';
import { Breadcrumbs } from '../execution-view/Breadcrumbs.js';
import { useExecution } from '../execution-view/execution-store.js';
import type { Following } from '../execution-view/follow-execution.js';
import { RunControls } from '../execution-view/RunControls.js';
import { RunClock } from '../execution-view/RunClock.js';
import type { Instances } from '../execution-view/run-scope.js';
import { WaitingBar } from '../execution-view/WaitingBar.js';
import { QuickAdd } from '../palette/QuickAdd.js';
import { placeProblem } from '../properties/problem-places.js';
import { move } from './definition-edits.js';
import { selectBody, useDesigner, useDesignerStore } from './designer-store.js';
import { placesOf, type CanvasActions } from './use-canvas-actions.js';
import styles from './designer.module.css';

interface Props {
  readonly types: ReadonlyMap<string, NodeTypeDescriptor>;
  readonly actions: CanvasActions;
  readonly runPathOf: ((id: string) => string) | undefined;
  readonly instances: Instances | undefined;
  readonly onInstance: (path: string, index: number) => void;
  readonly execution: Following | null;
  readonly executionId: string | undefined;
  readonly onCloseRun: () => void;
  readonly onGoPath: (path: string) => void;
}
const ENDS = new Set(['end', 'fail', 'terminate']);
/** The canvas of the open workflow, wired to its store. */
export function DesignerCanvas({ types, actions, runPathOf, instances, onInstance, execution, executionId, onCloseRun, onGoPath }: Props) {
  const { t } = useTranslation();
  const store = useDesignerStore();
  const definition = useDesigner((state) => state.definition);
  const scope = useDesigner((state) => state.scope);
  const body = useDesigner(selectBody);
  const selected = useDesigner((state) => state.selected);
  const selectedEdges = useDesigner((state) => state.selectedEdges);
  const problems = useDesigner((state) => state.problems);
  const trace = useDesigner((state) => state.trace);
  const places = useMemo(() => placesOf({ definition, scope }, types), [definition, scope, types]);
  const severities = useMemo(() => {
    const found = new Map<string, 'error' | 'warning'>();
    const here = scope.join('/');
    for (const problem of problems) {
      const placed = placeProblem(definition, problem);
      // What is wrong inside a container shows on the container.
      const inside = placed.scope.join('/').startsWith(here) && placed.scope.length > scope.length;
      const id = inside ? placed.scope[scope.length] : placed.scope.join('/') === here ? placed.nodeId : undefined;
      if (id !== undefined && (problem.severity === 'error' || !found.has(id))) found.set(id, problem.severity);
    }
    return found;
  }, [problems, definition, scope]);
  return (
    <TracedContext.Provider value={trace}>
      <Canvas
        graphKey={scope.join('/')}
        body={body}
        places={places}
        types={types}
        runPathOf={runPathOf}
        severities={severities}
        selected={selected}
        selectedEdges={selectedEdges}
        editable
        onSelect={store.getState().select}
        onMove={(moved) => store.getState().edit((d) => move(d, store.getState().scope, moved))}
        onConnect={actions.connect}
        canConnect={actions.canConnect}
        onDropEdge={(source, handle, place, screen) => actions.setQuick({ screen, place, from: { source, handle } })}
        onAddOnEdge={(edge, place, screen) => actions.setQuick({ screen, place, edge })}
        onDropType={actions.add}
        onEnter={actions.enter}
      >
        {scope.length > 0 && (
          <Panel position="top-left" style={executionId ? { marginTop: 66 } : {}}>
            <Breadcrumbs
              definition={definition}
              scope={scope}
              onScope={store.getState().enter}
              {...(instances ? { instances, onInstance } : {})}
            />
          </Panel>
        )}
        {executionId && (
          <Panel position="top-center">
            <div className={styles['runBar']} data-testid="run-bar">
              <RunStatus />
              <RunClock />
              {execution && !execution.connected && <span className={styles['bad']}>{t('run.reconnecting')}</span>}
              <RunControls executionId={executionId} onChanged={() => execution?.refresh()} size="small" />
              <Tooltip title={t('run.openPage')}>
                <Link to={`/executions/${executionId}`}>
                  <Button size="small" type="text" icon={<ExportOutlined />} aria-label={t('run.openPage')} />
                </Link>
              </Tooltip>
              <Tooltip title={t('run.closeOverlay')}>
                <Button size="small" type="text" icon={<CloseOutlined />} aria-label={t('run.closeOverlay')} onClick={onCloseRun} />
              </Tooltip>
            </div>
            <WaitingBar onGo={onGoPath} />
          </Panel>
        )}
        {body.nodes.length <= 2 && body.edges.length <= 1 && !executionId && (
          <Panel position="bottom-center">
            <div className={styles['hint']}>{t('canvas.hint')}</div>
          </Panel>
        )}
      </Canvas>
      {actions.quick && (
        <QuickAdd
          types={types}
          at={actions.quick.screen}
          {...(actions.quick.edge ? { without: ENDS } : {})}
          onAdd={actions.quickAdd}
          onClose={() => actions.setQuick(null)}
        />
      )}
    </TracedContext.Provider>
  );
}
const RunStatus = () => <StatusTag status={useExecution((state) => state.status)} />;
