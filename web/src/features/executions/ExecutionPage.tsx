import { useQuery } from '@tanstack/react-query';
import { Button, Tabs } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useNodeTypes } from '../../api/catalog.js';
import { isApiError } from '../../api/client.js';
import { fetchExecutedDefinition } from '../../api/executions.js';
import type { ExecutionView, NodeTypeDescriptor, WorkflowDefinition } from '../../api/types.js';
import { CanvasSkeleton } from '../../shared/ui/CanvasSkeleton.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { Notice } from '../../shared/ui/Notice.js';
import { usePageTitle } from '../../shared/ui/page-title.js';
import { JsonView } from '../../shared/ui/JsonView.js';
import { StatusTag } from '../../shared/ui/StatusTag.js';
import { sentenceOf } from '../../shared/ui/use-act.js';
import { Canvas } from '../canvas/Canvas.js';
import { lacksPlaces, loadLayout } from '../canvas/complete-places.js';
import { Panel, ReactFlowProvider } from '../canvas/flow.js';
import { bodyAt, nodeAt, type Scope } from '../designer/definition-edits.js';
import { placesOf } from '../designer/use-canvas-actions.js';
import { Breadcrumbs } from '../execution-view/Breadcrumbs.js';
import { ExecutionSummaryPanel } from '../execution-view/ExecutionSummaryPanel.js';
import { ExecutionContext, useExecution } from '../execution-view/execution-store.js';
import { useFollow, type Following } from '../execution-view/use-follow.js';
import { History } from '../execution-view/History.js';
import { LogList } from '../execution-view/LogList.js';
import { NodeRunPanel } from '../execution-view/NodeRunPanel.js';
import { RunClock } from '../execution-view/RunClock.js';
import { RunControls } from '../execution-view/RunControls.js';
import { atInstance, locate, runPrefix, type Instances } from '../execution-view/run-scope.js';
import { Timeline } from '../execution-view/Timeline.js';
import { WaitingBar } from '../execution-view/WaitingBar.js';
import { RecoveryControls } from '../recovery/RecoveryControls.js';
import { ExecutionMenu } from './ExecutionMenu.js';
import styles from './executions.module.css';

/** One execution: its graph with states, the time line, and each node in full. */
export function ExecutionPage() {
  const { id = '' } = useParams();
  const { t } = useTranslation();
  const following = useFollow(id);
  const types = useNodeTypes();
  const definition = useDefinition(following?.view ?? null);
  usePageTitle(following?.view ? t('executions.of', { name: definition.data?.name || following.view.workflowId }) : undefined);
  const byType = useMemo(
    () => new Map<string, NodeTypeDescriptor>((types.data ?? []).map((descriptor) => [descriptor.type, descriptor])),
    [types.data],
  );
  if (following?.error)
    return (
      <Notice
        title={isApiError(following.error) && following.error.status === 404 ? t('executions.gone') : sentenceOf(following.error)}
        actions={
          <Link to="/executions">
            <Button type="primary">{t('nav.executions')}</Button>
          </Link>
        }
      />
    );
  if (!following?.view || !types.data || definition.isPending) return <CanvasSkeleton />;
  return (
    <ExecutionContext.Provider value={following.store}>
      <ReactFlowProvider>
        <Shown key={id} following={following} view={following.view} definition={definition.data ?? null} types={byType} />
      </ReactFlowProvider>
    </ExecutionContext.Provider>
  );
}
/** With what it takes to draw it. */
async function ready(definition: WorkflowDefinition): Promise<WorkflowDefinition> {
  if (lacksPlaces(definition)) await loadLayout();
  return definition;
}
/** What was executed, not what its draft has become since. */
function useDefinition(view: ExecutionView | null) {
  return useQuery({
    queryKey: ['executed', view?.id, view?.revision, view?.digest],
    enabled: view !== null,
    staleTime: Infinity,
    queryFn: async (): Promise<WorkflowDefinition | null> => {
      if (!view) return null;
      try {
        return await ready(await fetchExecutedDefinition(view.id));
      } catch (error) {
        if (isApiError(error) && error.status === 404) return null;
        throw error;
      }
    },
  });
}
interface Props {
  readonly following: Following;
  readonly view: ExecutionView;
  readonly definition: WorkflowDefinition | null;
  readonly types: ReadonlyMap<string, NodeTypeDescriptor>;
}
const NOTHING: ReadonlySet<string> = new Set();
const NO_SEVERITIES: ReadonlyMap<string, 'error' | 'warning'> = new Map();
function Shown({ following, view, definition, types }: Props) {
  const { t } = useTranslation();
  const [scope, setScope] = useState<Scope>([]);
  const [instances, setInstances] = useState<Instances>({});
  const [path, setPath] = useState<string | undefined>(undefined);
  const status = useExecution((state) => state.status);
  const asks = useExecution((state) => Object.values(state.waiting).some(({ kind }) => kind === 'human' || kind === 'uncertain'));
  const prefix = runPrefix(scope, instances);
  const runPathOf = useMemo(() => (id: string) => prefix + id, [prefix]);
  const body = useMemo(
    () => (definition ? (bodyAt(definition, scope) ?? { nodes: [], edges: [] }) : { nodes: [], edges: [] }),
    [definition, scope],
  );
  const places = useMemo(() => (definition ? placesOf({ definition, scope }, types) : new Map()), [definition, scope, types]);
  const selected = useMemo(
    () => (path?.startsWith(prefix) && !path.slice(prefix.length).includes('/') ? new Set([path.slice(prefix.length)]) : NOTHING),
    [path, prefix],
  );
  const go = (to: string): void => {
    const place = locate(to);
    setScope(place.scope);
    setInstances((known) => ({ ...known, ...place.instances }));
    setPath(to);
  };
  /** The same node in another iteration. */
  const show = (container: string, index: number): void => {
    setInstances((known) => ({ ...known, [container]: index }));
    setPath((known) => known && atInstance(known, container, index));
  };
  const place = path === undefined ? undefined : locate(path);
  const node = place && definition ? nodeAt(definition, place.scope, place.id) : undefined;
  const name = definition?.name ?? view.workflowId;
  return (
    <div className={styles['page']}>
      <header className={styles['head']}>
        <StatusTag status={status} />
        <div className={styles['title']}>
          <h1>
            <Link to={`/workflows/${encodeURIComponent(view.workflowId)}`} style={{ color: 'inherit' }}>
              {name}
            </Link>
          </h1>
          <small>
            {view.revision === 'draft' ? t('run.draft') : t('revisions.name', { revision: view.revision })} · <code>{view.id}</code>
            {view.imported && <> · {t('recovery.imported')}</>}
            {view.forkedFrom && (
              <>
                {' · '}
                <Link to={`/executions/${encodeURIComponent(view.forkedFrom.executionId)}`}>{t('recovery.forkOf')}</Link>
              </>
            )}
          </small>
        </div>
        {view.tags.map((tag) => (
          <Link key={tag} to={`/executions?tag=${encodeURIComponent(tag)}`} className={styles['tag'] ?? ''}>
            {tag}
          </Link>
        ))}
        {!following.connected && <span style={{ color: 'var(--st-failed)' }}>{t('run.reconnecting')}</span>}
        <RunClock />
        <RunControls executionId={view.id} onChanged={following.refresh} />
        <RecoveryControls view={view} onChanged={following.refresh} />
        <ExecutionMenu view={view} onChanged={following.refresh} />
      </header>
      <div className={styles['work']}>
        <div className={styles['left']}>
          <div className={styles['graph']}>
            {definition ? (
              <Canvas
                graphKey={scope.join('/')}
                body={body}
                places={places}
                types={types}
                runPathOf={runPathOf}
                severities={NO_SEVERITIES}
                selected={selected}
                selectedEdges={NOTHING}
                editable={false}
                onSelect={(nodes) => {
                  const [first] = nodes.size > 1 ? [...nodes].filter((id) => !selected.has(id)) : nodes;
                  setPath(first === undefined ? undefined : prefix + first);
                }}
                onEnter={(id) => {
                  const inside = nodeAt(definition, scope, id);
                  if (inside?.body) setScope([...scope, id]);
                }}
                onPane={() => setPath(undefined)}
              >
                <Panel position="top-left" style={asks && scope.length > 0 ? { marginTop: 78 } : {}}>
                  <Breadcrumbs definition={definition} scope={scope} onScope={setScope} instances={instances} onInstance={show} />
                </Panel>
                <Panel position="top-center">
                  <WaitingBar onGo={go} />
                </Panel>
              </Canvas>
            ) : (
              <EmptyState title={t('executions.noDefinition')} />
            )}
          </div>
          <div className={styles['lower']}>
            <Tabs
              size="small"
              style={{ height: '100%' }}
              className={styles['lowerBody'] ?? ''}
              tabBarStyle={{ padding: '0 16px', margin: 0 }}
              items={[
                { key: 'timeline', label: t('executions.timeline'), children: <Timeline selected={path} onSelect={go} /> },
                {
                  key: 'input',
                  label: t('run.input'),
                  children: <div style={{ padding: '12px 18px' }}>{<JsonView value={view.input} executionId={view.id} />}</div>,
                },
                {
                  key: 'logs',
                  label: t('watch.logs'),
                  children: (
                    <div className={styles['lowerLogs']}>
                      <LogList onGo={go} />
                    </div>
                  ),
                },
                {
                  key: 'history',
                  label: t('executions.history'),
                  children: <History executionId={view.id} stamp={`${status}/${view.version}`} />,
                },
              ]}
            />
          </div>
        </div>
        <aside className={styles['side']}>
          {path === undefined ? (
            <ExecutionSummaryPanel executionId={view.id} onGo={go} onChanged={following.refresh} />
          ) : (
            <NodeRunPanel key={path} executionId={view.id} path={path} node={node} onChanged={following.refresh} onGo={go} />
          )}
        </aside>
      </div>
    </div>
  );
}
