import { Button } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useNodeTypes } from '../../api/catalog.js';
import { isApiError } from '../../api/client.js';
import type { NodeTypeDescriptor, Workflow } from '../../api/types.js';
import { fetchDraft } from '../../api/workflows.js';
import { CanvasSkeleton } from '../../shared/ui/CanvasSkeleton.js';
import { Notice } from '../../shared/ui/Notice.js';
import { usePageTitle } from '../../shared/ui/page-title.js';
import { ReactFlowProvider } from '../canvas/flow.js';
import { Designer } from './Designer.js';
import { createDesignerStore, DesignerContext, type DesignerStore } from './designer-store.js';
import { dropDraft, keptDraft } from './local-draft.js';
import { parseText, writeText, type ParsedText } from './yaml-document.js';

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
  const { workflow, yaml, etag } = await fetchDraft(id);
  const kept = keptDraft(id);
  const mine = kept && kept.etag === etag && kept.text !== yaml ? kept.text : undefined;
  if (kept && !mine) dropDraft(id);
  const served = readByServer(workflow, yaml) ?? parseText(yaml);
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
/** Texts of so many characters are worth not reading twice. */
const LONG = 20_000;
/** What the server has read from a long text, where it is sure to be what would be read here: then the page need not read it to draw it. */
function readByServer({ definition, problems }: Workflow, yaml: string): ParsedText | undefined {
  const drawable =
    Array.isArray(definition.nodes) &&
    Array.isArray(definition.edges) &&
    definition.nodes.every((node) => typeof node?.id === 'string' && typeof node.type === 'string');
  return yaml.length >= LONG && drawable && !problems.some((problem) => problem.pointer === '') ? { definition } : undefined;
}
