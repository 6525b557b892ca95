import type { NodeTypeDescriptor } from '../../api/types.js';
import { unfitting } from './connections.js';
import { selectOnly, useDesigner } from './designer-store.js';
import { ConnectPicker, QuickAdd } from './lazy-parts.js';
import type { CanvasActions } from './use-canvas-actions.js';

interface Props {
  readonly types: ReadonlyMap<string, NodeTypeDescriptor>;
  readonly actions: CanvasActions;
  /** Puts the focus back where these were opened from. */
  readonly onDone: () => void;
}
/** What opens over a drawing or a list of nodes: the search for a node to add, and the way to connect the chosen one. */
export function AddAndConnect({ types, actions, onDone }: Props) {
  const only = useDesigner(selectOnly);
  return (
    <>
      {actions.quick && (
        <QuickAdd
          types={types}
          at={actions.quick.screen}
          without={unfitting(actions.quick)}
          onAdd={actions.quickAdd}
          onClose={() => {
            actions.setQuick(null);
            onDone();
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
            onDone();
          }}
          onClose={() => {
            actions.setConnecting(false);
            onDone();
          }}
        />
      )}
    </>
  );
}
