import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { NodeTypeDescriptor, WorkflowDefinition } from '../../api/types.js';
import { Canvas } from '../canvas/Canvas.js';
import { Panel } from '../canvas/flow.js';
import { TracedContext } from '../canvas/traced.js';
import type { Following } from '../execution-view/use-follow.js';
import { runPrefix, type Instances } from '../execution-view/run-scope.js';
import { AddAndConnect } from './AddAndConnect.js';
import { annotationsAt } from './annotations.js';
import { isUnder, nameOf } from './canvas-view.js';
import { bodyAt, pathOf, runScopeOf, type Scope } from './definition-edits.js';
import { drawnAt, selectOnly, useDesigner, useDesignerStore } from './designer-store.js';
import { RunBar, ScopeCrumbs, SelectionBar } from './lazy-parts.js';
import { severitiesAt } from './severities.js';
import { focusCanvas, type CanvasActions } from './use-canvas-actions.js';
import styles from './designer.module.css';

type WorkflowLayoutNodes = NonNullable<WorkflowDefinition['layout']>['nodes'];
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
/** The canvas of the open workflow, wired to its store. */
export function DesignerCanvas({ types, actions, runPathOf, instances, onInstance, execution, executionId, onCloseRun, onGoPath }: Props) {
  const { t } = useTranslation();
  const store = useDesignerStore();
  const definition = useDesigner((state) => state.definition);
  const root = useDesigner((state) => state.root);
  const scope = useDesigner((state) => state.scope);
  const expanded = useDesigner((state) => state.expanded);
  const chosen = useDesigner((state) => state.selected);
  const chosenEdges = useDesigner((state) => state.selectedEdges);
  const problems = useDesigner((state) => state.problems);
  const trace = useDesigner((state) => state.trace);
  const drawn = useMemo(() => actions.view({ definition, root, expanded }), [actions, definition, root, expanded]);
  const levels = useMemo(
    () =>
      runPathOf && instances
        ? drawn.levels.map((level) => {
            const prefix = runPrefix(runScopeOf(definition, level.scope), instances);
            return { ...level, runPathOf: (id: string) => prefix + id };
          })
        : drawn.levels,
    [drawn, runPathOf, instances, definition],
  );
  const selected = useMemo(() => namesOf(root, scope, chosen), [root, scope, chosen]);
  const selectedEdges = useMemo(() => namesOf(root, scope, chosenEdges), [root, scope, chosenEdges]);
  const severities = useMemo(
    () => severitiesAt(definition, problems, root, (name) => drawn.frames.has(name) || !name.includes('/')),
    [definition, problems, root, drawn.frames],
  );
  const annotations = useMemo(() => annotationsAt(definition, root), [definition, root]);
  const pinned = useMemo(() => pinnedNames(definition.layout?.nodes, root), [definition.layout?.nodes, root]);
  // What an undo or another's version took away cannot be looked at any longer.
  useEffect(() => {
    if (bodyAt(definition, root) === undefined) store.getState().enter([]);
    else if (bodyAt(definition, scope) === undefined) store.getState().focus(root, new Set());
  }, [definition, root, scope, store]);
  const spoken = useSpoken(types);
  const { body } = drawn;
  const nodeCount = [...chosen].filter((id) => !id.startsWith('#')).length;
  return (
    <TracedContext.Provider value={trace}>
      <Canvas
        graphKey={root.join('/')}
        body={body}
        places={drawn.places}
        machine={drawn.machine}
        levels={levels}
        frames={drawn.frames}
        annotations={annotations}
        pinned={pinned}
        label={t('canvas.label')}
        spoken={spoken}
        types={types}
        runPathOf={runPathOf}
        severities={severities}
        selected={selected}
        selectedEdges={selectedEdges}
        editable
        onSelect={actions.onSelect}
        onMove={actions.onMove}
        onConnect={actions.onConnect}
        onReconnect={actions.onReconnect}
        canConnect={actions.canConnect}
        onDropEdge={actions.onDropEdge}
        onAddOnEdge={actions.onAddOnEdge}
        onDropType={actions.onDropType}
        onEnter={actions.onEnter}
        onToggle={actions.onToggle}
        onPhase={actions.onPhase}
        onAnnotate={actions.onAnnotate}
      >
        {root.length > 0 && (
          <Panel position="top-left" style={executionId ? { marginTop: 66 } : {}}>
            <ScopeCrumbs instances={instances} onInstance={onInstance} />
          </Panel>
        )}
        {nodeCount > 1 && !drawn.machine && (
          <Panel position="bottom-center">
            <SelectionBar actions={actions} count={nodeCount} />
          </Panel>
        )}
        {executionId && (
          <Panel position="top-center">
            <RunBar executionId={executionId} execution={execution} onClose={onCloseRun} onGoPath={onGoPath} />
          </Panel>
        )}
        {drawn.machine && body.nodes.length < 2 && (
          <Panel position="bottom-center">
            <div className={styles['hint']}>{t('states.hint')}</div>
          </Panel>
        )}
        {!drawn.machine && body.nodes.length <= 2 && body.edges.length <= 1 && !executionId && (
          <Panel position="bottom-center">
            <div className={styles['hint']}>{t('canvas.hint')}</div>
          </Panel>
        )}
      </Canvas>
      <AddAndConnect types={types} actions={actions} onDone={focusCanvas} />
    </TracedContext.Provider>
  );
}
const namesOf = (root: Scope, scope: Scope, ids: ReadonlySet<string>): ReadonlySet<string> =>
  isUnder(root, scope) ? new Set([...ids].map((id) => nameOf(root, scope, id))) : new Set();
function pinnedNames(places: WorkflowLayoutNodes, root: Scope): ReadonlySet<string> {
  const prefix = root.length ? `${root.join('/')}/` : '';
  return new Set(
    Object.entries(places ?? {}).flatMap(([path, at]) => (at.pinned && path.startsWith(prefix) ? [path.slice(prefix.length)] : [])),
  );
}
/** Says the chosen node, its kind and where it leads, for those who do not see the canvas. */
function useSpoken(types: ReadonlyMap<string, NodeTypeDescriptor>): string {
  const { t } = useTranslation();
  const definition = useDesigner((state) => state.definition);
  const scope = useDesigner((state) => state.scope);
  const selected = useDesigner((state) => state.selected);
  const only = useDesigner(selectOnly);
  return useMemo(() => {
    if (only === undefined) return selected.size > 1 ? t('side.many', { count: selected.size }) : '';
    const body = drawnAt(definition, scope);
    const index = body.nodes.findIndex((node) => node.id === only);
    const node = body.nodes[index];
    if (!node) return '';
    const title = (id: string): string => body.nodes.find((other) => other.id === id)?.title ?? id;
    const kind = t(`type.${node.type}.title`, { defaultValue: types.get(node.type)?.title ?? t('states.state') });
    const next = body.edges.filter((edge) => edge.source === only).map((edge) => title(edge.target));
    return [
      t('canvas.spoken', { title: title(only), kind, index: index + 1, count: body.nodes.length }),
      next.length ? t('canvas.spokenNext', { nodes: next.join(', ') }) : t('outline.nowhere'),
      definition.layout?.nodes?.[pathOf(scope, only)]?.pinned ? t('canvas.pinned') : '',
    ].join(' ');
  }, [definition, scope, only, selected.size, types, t]);
}
