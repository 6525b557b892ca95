import { useMemo } from 'react';
import type { NodeTypeDescriptor } from '../../api/types.js';
import { QuickAdd } from '../palette/QuickAdd.js';
import { ConnectPicker } from './ConnectPicker.js';
import { unfitting } from './connections.js';
import { selectOnly, useDesigner } from './designer-store.js';
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
  const only = useDesigner(selectOnly);
  const severities = useMemo(() => severitiesAt(definition, problems, [], () => true), [definition, problems]);
  return (
    <>
      <OutlinePanel types={types} actions={actions} severities={severities} />
      {actions.quick && (
        <QuickAdd
          types={types}
          at={actions.quick.screen}
          without={unfitting(actions.quick)}
          onAdd={actions.quickAdd}
          onClose={() => {
            actions.setQuick(null);
            focusTree();
          }}
        />
      )}
      {actions.connecting && only !== undefined && (
        <ConnectPicker
          types={types}
          source={only}
          onConnect={(handle, target) => {
            actions.setConnecting(false);
            actions.connect(only, handle, target);
            focusTree();
          }}
          onClose={() => {
            actions.setConnecting(false);
            focusTree();
          }}
        />
      )}
    </>
  );
}
