import { useMemo } from 'react';
import type { NodeTypeDescriptor } from '../../api/types.js';
import { AddAndConnect } from './AddAndConnect.js';
import { useDesigner } from './designer-store.js';
import { OutlinePanel } from './OutlinePanel.js';
import { severitiesAt } from './severities.js';
import type { CanvasActions } from './use-canvas-actions.js';

const focusTree = (): void => document.querySelector<HTMLElement>('[role="tree"] [tabindex="0"]')?.focus();
/** The list view with what opens over it. */
export function OutlineView({
  types,
  actions,
}: {
  readonly types: ReadonlyMap<string, NodeTypeDescriptor>;
  readonly actions: CanvasActions;
}) {
  const definition = useDesigner((state) => state.definition);
  const problems = useDesigner((state) => state.problems);
  const severities = useMemo(() => severitiesAt(definition, problems, [], () => true), [definition, problems]);
  return (
    <>
      <OutlinePanel types={types} actions={actions} severities={severities} />
      <AddAndConnect types={types} actions={actions} onDone={focusTree} />
    </>
  );
}
