import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { executionKeys } from '../../api/executions.js';
import type { NodeTypeDescriptor, Problem, WorkflowDefinition } from '../../api/types.js';
import { useRevisions } from '../../api/workflows.js';
import { useFeedback } from '../../shared/ui/feedback.js';
import { ExecutionContext } from '../execution-view/execution-store.js';
import { useFollow } from '../execution-view/use-follow.js';
import { locate, runPrefix, type Instances } from '../execution-view/run-scope.js';
import { Palette } from '../palette/Palette.js';
import { focusField } from '../properties/field-focus.js';
import { placeProblem } from '../properties/problem-places.js';
import { runScopeOf } from './definition-edits.js';
import { DesignerCanvas } from './DesignerCanvas.js';
import { useDesigner, useDesignerStore } from './designer-store.js';
import { useKeptFrames } from './kept-frames.js';
import { useKeptHistory } from './kept-history.js';
import {
  CheatSheet,
  ConflictDialog,
  OutlineView,
  prefetchParts,
  ProblemList,
  PublishDialog,
  RevisionsDrawer,
  RunDialog,
  SidePanel,
  YamlPanel,
} from './lazy-parts.js';
import { FlushDraft } from './flush-draft.js';
import { traceOf } from './problem-trace.js';
import { Toolbar, type DesignerView } from './Toolbar.js';
import { useAutosave } from './use-autosave.js';
import { useCanvasActions } from './use-canvas-actions.js';
import { useShortcuts } from './use-shortcuts.js';
import { useValidation } from './use-validation.js';
import styles from './designer.module.css';

type Dialog = 'run' | 'publish' | 'revisions' | 'keys' | null;

/** The designer of one open workflow: palette, canvas or text, the panel beside it, and the execution shown upon it. */
export function Designer({ types }: { readonly types: ReadonlyMap<string, NodeTypeDescriptor> }) {
  const { t } = useTranslation();
  const { message } = useFeedback();
  const client = useQueryClient();
  const store = useDesignerStore();
  const id = useDesigner((state) => state.id);
  const inputs = useDesigner((state) => state.definition.inputs);
  const problems = useDesigner((state) => state.problems);
  const scope = useDesigner((state) => state.scope);
  const name = useDesigner((state) => state.definition.name);
  const [view, setView] = useState<DesignerView>('canvas');
  const [dialog, setDialog] = useState<Dialog>(null);
  const [showProblems, setShowProblems] = useState(false);
  const [executionId, setExecutionId] = useState<string | undefined>(undefined);
  const [instances, setInstances] = useState<Instances>({});
  const [published, setPublished] = useState<WorkflowDefinition | null>(null);
  const saving = useAutosave();
  useValidation();
  const following = useFollow(executionId);
  const revisions = useRevisions(id);
  const released = revisions.data?.items.find((revision) => revision.released)?.revision ?? null;
  const root = useDesigner((state) => state.root);
  const runScope = useDesigner((state) => runScopeOf(state.definition, scope).join('/'));
  const rootScope = useDesigner((state) => runScopeOf(state.definition, root).join('/'));
  const prefix = runPrefix(runScope ? runScope.split('/') : [], instances);
  const rootPrefix = runPrefix(rootScope ? rootScope.split('/') : [], instances);
  const runPathOf = useMemo(() => (executionId ? (node: string) => prefix + node : undefined), [executionId, prefix]);
  const runPathAtRoot = useMemo(() => (executionId ? (node: string) => rootPrefix + node : undefined), [executionId, rootPrefix]);
  const actions = useCanvasActions(types);
  useEffect(() => {
    document.title = `${name} · AgentFlow`;
    return () => {
      document.title = 'AgentFlow';
    };
  }, [name]);
  const close = useCallback(() => setDialog(null), []);
  const go = useCallback(
    (problem: Problem) => {
      const { definition } = store.getState();
      const placed = placeProblem(definition, problem);
      const trace = traceOf(definition, problem);
      const [scope, nodeId] = trace ? [trace.scope, problem.nodeId] : [placed.scope, placed.nodeId];
      setView('canvas');
      if (nodeId === undefined) {
        store.getState().select(new Set());
        focusField({ scope: [], path: placed.path });
        return;
      }
      if (scope.join('/') !== store.getState().scope.join('/')) store.getState().enter(scope);
      actions.reveal(nodeId);
      store.getState().showTrace(trace);
      if (!trace) focusField({ scope, nodeId, path: placed.path });
    },
    [store, actions],
  );
  const goPath = useCallback(
    (path: string) => {
      const place = locate(path);
      setView('canvas');
      setInstances((known) => ({ ...known, ...place.instances }));
      store.getState().enter(place.scope);
      actions.reveal(place.id);
    },
    [store, actions],
  );
  const save = (): void =>
    void saving.flush().then((done) => done && message.success({ content: t('save.saved'), key: 'saved', duration: 1.2 }));
  useShortcuts(
    {
      ...actions.shortcuts,
      save,
      run: () => setDialog('run'),
      help: () => setDialog('keys'),
      outline: () => setView((now) => (now === 'outline' ? 'canvas' : 'outline')),
    },
    view === 'canvas',
  );
  useEffect(prefetchParts, []);
  useKeptHistory(store);
  useKeptFrames(store);
  return (
    <ExecutionContext.Provider value={following?.store ?? null}>
      <div className={styles['designer']}>
        <Toolbar
          view={view}
          onView={setView}
          saving={saving}
          released={released}
          problems={problems}
          showProblems={showProblems}
          onProblems={() => setShowProblems(!showProblems)}
          onLayout={actions.shortcuts.layout}
          actions={actions}
          onRun={() => setDialog('run')}
          onPublish={() => setDialog('publish')}
          onRevisions={() => setDialog('revisions')}
          onKeys={() => setDialog('keys')}
          onSave={save}
        />
        <div className={styles['work']}>
          {view !== 'yaml' && <Palette types={types} onAdd={actions.addNearby} />}
          <div className={styles['center']}>
            {view === 'canvas' ? (
              <DesignerCanvas
                types={types}
                actions={actions}
                runPathOf={runPathAtRoot}
                instances={executionId ? instances : undefined}
                onInstance={(path, index) => setInstances((known) => ({ ...known, [path]: index }))}
                execution={following}
                executionId={executionId}
                onCloseRun={() => setExecutionId(undefined)}
                onGoPath={goPath}
              />
            ) : view === 'outline' ? (
              <OutlineView types={types} actions={actions} />
            ) : (
              <YamlPanel />
            )}
            {showProblems && (
              <section className={styles['bottom']} aria-label={t('problems.title')}>
                <ProblemList problems={problems} onGo={go} />
              </section>
            )}
          </div>
          <FlushDraft.Provider value={saving.flush}>
            <SidePanel
              types={types}
              runPathOf={runPathOf}
              executionId={executionId}
              following={following}
              onEnter={actions.enter}
              onPhase={actions.enterPhase}
              onGoPath={goPath}
            />
          </FlushDraft.Provider>
        </div>
      </div>
      <RunDialog
        open={dialog === 'run'}
        workflowId={id}
        inputs={inputs}
        publishedRevision={released}
        draftDiffers={published !== store.getState().definition}
        onClose={close}
        flush={saving.flush}
        onStarted={(execution) => {
          close();
          setView('canvas');
          setInstances({});
          setExecutionId(execution);
          store.getState().select(new Set());
          void client.invalidateQueries({ queryKey: executionKeys.all });
        }}
      />
      <PublishDialog
        open={dialog === 'publish'}
        onClose={close}
        flush={saving.flush}
        onGo={go}
        onPublished={() => {
          close();
          setPublished(store.getState().definition);
        }}
      />
      <RevisionsDrawer open={dialog === 'revisions'} workflowId={id} types={types} onClose={close} flush={saving.flush} onGo={goPath} />
      <CheatSheet open={dialog === 'keys'} onClose={close} />
      <ConflictDialog saving={saving} />
    </ExecutionContext.Provider>
  );
}
