import { Button } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useNodeTypes } from '../../api/catalog.js';
import { isApiError } from '../../api/client.js';
import type { NodeDefinition, NodeTypeDescriptor, Workflow } from '../../api/types.js';
import { takeDraft } from '../../api/workflows.js';
import { CanvasSkeleton } from '../../shared/ui/CanvasSkeleton.js';
import { Notice } from '../../shared/ui/Notice.js';
import { usePageTitle } from '../../shared/ui/page-title.js';
import { lacksPlaces, loadLayout } from '../canvas/complete-places.js';
import { ReactFlowProvider } from '../canvas/flow.js';
import { Designer } from './Designer.js';
import { createDesignerStore, DesignerContext, type DesignerStore } from './designer-store.js';
import { dropDraft, keptDraft } from './local-draft.js';
import { loadTextParts, parseText, writeText } from './text-parts.js';
import type { ParsedText } from './yaml-document.js';

/** Opens one workflow: reads it, takes up what this browser kept unsaved of the same version, and hands over to the designer. */
export function DesignerPage() {
  const { id = '' } = useParams();
  return <Open key={id} id={id} />;
}
function Open({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const types = useNodeTypes();
  const [opened, setOpened] = useState<DesignerStore | null>(null);
  const [error, setError] = useState<Error | null>(null);
  useEffect(() => {
    let gone = false;
    open(id).then(
      (store) => gone || setOpened(store),
      (problem: Error) => gone || setError(problem),
    );
    return () => {
      gone = true;
    };
  }, [id]);
  const byType = useMemo(
    () => new Map<string, NodeTypeDescriptor>((types.data ?? []).map((descriptor) => [descriptor.type, descriptor])),
    [types.data],
  );
  usePageTitle(opened ? opened.getState().definition.name || t('workflows.untitled') : undefined);
  const problem = error ?? types.error;
  if (problem)
    return (
      <Notice
        title={isApiError(problem) && problem.status === 404 ? t('workflow.gone') : problem.message}
        actions={
          <Link to="/workflows">
            <Button type="primary">{t('nav.workflows')}</Button>
          </Link>
        }
      />
    );
  if (!opened || !types.data) return <CanvasSkeleton />;
  return (
    <DesignerContext.Provider value={opened}>
      <ReactFlowProvider>
        <Designer types={byType} />
      </ReactFlowProvider>
    </DesignerContext.Provider>
  );
}
async function open(id: string): Promise<DesignerStore> {
  const { workflow, yaml, etag } = await takeDraft(id);
  const kept = keptDraft(id);
  const mine = kept && kept.etag === etag && kept.text !== yaml ? kept.text : undefined;
  if (kept && !mine) dropDraft(id);
  const read = readByServer(workflow);
  await Promise.all([
    read && mine === undefined ? undefined : loadTextParts(),
    lacksPlaces(workflow.definition) ? loadLayout() : undefined,
  ]);
  const served = read ?? parseText(yaml);
  // A draft may hold what the canvas cannot draw; then the server's reading of it is what is shown.
  const base =
    'definition' in served
      ? served.definition
      : { ...workflow.definition, nodes: workflow.definition.nodes ?? [], edges: workflow.definition.edges ?? [] };
  const savedText = 'definition' in served ? yaml : writeText(base);
  const store = createDesignerStore({ id: workflow.id, text: savedText, savedText, etag, definition: base });
  store.getState().setProblems(workflow.problems);
  if (mine !== undefined) store.getState().editText(mine);
  return store;
}
const isDrawable = (node: NodeDefinition | null | undefined): boolean =>
  typeof node?.id === 'string' &&
  typeof node.type === 'string' &&
  (node.body === undefined || (Array.isArray(node.body?.nodes) && Array.isArray(node.body.edges) && node.body.nodes.every(isDrawable)));
/** What the server has read from the text, where it is sure to be what would be read here: then the page need not read it to draw it. */
function readByServer({ definition, problems }: Workflow): ParsedText | undefined {
  const drawable = Array.isArray(definition.nodes) && Array.isArray(definition.edges) && definition.nodes.every(isDrawable);
  return drawable && typeof definition.name === 'string' && !problems.some((problem) => problem.pointer === '')
    ? { definition }
    : undefined;
}
