import { App } from 'antd';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NodeTypeDescriptor } from '../../api/types.js';
import { autoLayout, completePlaces, type Place } from '../canvas/auto-layout.js';
import { sizeOf } from '../canvas/flow-graph.js';
import { useReactFlow } from '../canvas/flow.js';
import { handlesOf, NODE_WIDTH } from '../canvas/node-geometry.js';
import { FIT } from '../canvas/show-graph.js';
import { rememberType } from '../palette/items.js';
import {
  addNode,
  bodyAt,
  closesCircle,
  connect,
  edgeKey,
  handleOf,
  move,
  nodeAt,
  pathOf,
  remove,
  spliceNode,
  type Scope,
} from './definition-edits.js';
import { selectBody, selectOnly, useDesignerStore, type DesignerState } from './designer-store.js';
import { copyFragment, pasteFragment, readFragment } from './fragment.js';
import { freePlace, newNode } from './new-node.js';
import type { Shortcuts } from './use-shortcuts.js';

const STEP = NODE_WIDTH + 84;
/** Where a new node is to go: on its own, at the end of a loose edge, or in the middle of one. */
export interface QuickAddRequest {
  readonly screen: { readonly x: number; readonly y: number };
  readonly place: Place;
  readonly from?: { readonly source: string; readonly handle: string };
  readonly edge?: string;
}
export interface CanvasActions {
  readonly quick: QuickAddRequest | null;
  readonly setQuick: (request: QuickAddRequest | null) => void;
  readonly quickAdd: (type: string) => void;
  readonly add: (type: string, place: Place) => void;
  readonly addNearby: (type: string) => void;
  readonly connect: (source: string, handle: string, target: string) => void;
  readonly canConnect: (source: string, target: string) => boolean;
  readonly enter: (id: string) => void;
  /** Chooses a node and brings it into view. */
  readonly reveal: (id: string) => void;
  readonly shortcuts: Omit<Shortcuts, 'save' | 'run' | 'help'>;
}
/** The places of a scope's nodes: as the layout has them, and found for those that have none. */
export function placesOf(
  state: Pick<DesignerState, 'definition' | 'scope'>,
  types: ReadonlyMap<string, NodeTypeDescriptor>,
): Map<string, Place> {
  const body = bodyAt(state.definition, state.scope) ?? { nodes: [], edges: [] };
  const known = new Map<string, Place>();
  for (const node of body.nodes) {
    const place = state.definition.layout?.nodes?.[pathOf(state.scope, node.id)];
    if (place && Number.isFinite(place.x) && Number.isFinite(place.y)) known.set(node.id, place);
  }
  return completePlaces(body, known, sizeOf(body, types));
}

/** Everything that can be done to the graph by pointer, keyboard and clipboard. */
export function useCanvasActions(types: ReadonlyMap<string, NodeTypeDescriptor>): CanvasActions {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const store = useDesignerStore();
  const flow = useReactFlow();
  const [quick, setQuick] = useState<QuickAddRequest | null>(null);
  const request = useRef(quick);
  request.current = quick;
  return useMemo(() => {
    const now = () => store.getState();
    const view = (): DOMRect | undefined => document.querySelector('.react-flow')?.getBoundingClientRect();
    const middle = (): Place => {
      const box = view();
      return box
        ? flow.screenToFlowPosition({ x: box.left + box.width / 2 - NODE_WIDTH / 2, y: box.top + box.height / 2 - 27 })
        : { x: 0, y: 0 };
    };
    const firstHandle = (type: string): string | undefined => handlesOf({ id: '', type }, types.get(type)).outputs[0];
    const insert = (type: string, wanted: Place, join?: QuickAddRequest): void => {
      const { scope, edit, select } = now();
      const node = newNode(selectBody(now()), type, types.get(type));
      const place = join?.edge ? wanted : freePlace(placesOf(now(), types).values(), wanted);
      edit((d) => {
        const handle = firstHandle(type);
        if (join?.edge && handle) return spliceNode(d, scope, join.edge, node, handle, place);
        const added = addNode(d, scope, node, place);
        return join?.from ? connect(added, scope, join.from.source, join.from.handle, node.id) : added;
      });
      rememberType(type);
      select(new Set([node.id]));
    };
    /** Where people go on from the chosen node: its first handle that leads nowhere yet, else a further path from its first. */
    const looseEnd = (id: string, scope: Scope): QuickAddRequest['from'] => {
      const node = nodeAt(now().definition, scope, id);
      if (!node) return undefined;
      const used = selectBody(now())
        .edges.filter((edge) => edge.source === id)
        .map(handleOf);
      const { outputs } = handlesOf(node, types.get(node.type));
      const handle = outputs.find((output) => !used.includes(output)) ?? outputs[0];
      return handle === undefined ? undefined : { source: id, handle };
    };
    const addNearby = (type: string): void => {
      const chosen = selectOnly(now());
      const place = chosen ? placesOf(now(), types).get(chosen) : undefined;
      const from = chosen ? looseEnd(chosen, now().scope) : undefined;
      if (place && from) insert(type, { x: place.x + STEP, y: place.y }, { screen: { x: 0, y: 0 }, place, from });
      else insert(type, place ? { x: place.x + STEP, y: place.y + 100 } : middle());
    };
    const canConnect = (source: string, target: string): boolean => !closesCircle(selectBody(now()), source, target);
    const reveal = (id: string): void => {
      now().select(new Set([id]));
      requestAnimationFrame(() => {
        const place = placesOf(now(), types).get(id);
        if (place) flow.setCenter(place.x + NODE_WIDTH / 2, place.y + 40, { zoom: Math.max(flow.getZoom(), 0.8), duration: 250 });
      });
    };
    const paste = (text: string): boolean => {
      const fragment = readFragment(text);
      if (!fragment) return false;
      const { scope, definition, edit, select } = now();
      const at = freePlace(placesOf(now(), types).values(), middle());
      const pasted = pasteFragment(definition, scope, fragment, at);
      edit(() => pasted.definition);
      select(new Set(pasted.ids));
      message.info({ content: t('canvas.pasted', { count: pasted.ids.length }), key: 'paste', duration: 1.5 });
      return true;
    };
    const layout = (): void => {
      const { scope, selected, edit } = now();
      const body = selectBody(now());
      const places = placesOf(now(), types);
      const found = autoLayout(body, sizeOf(body, types), selected.size > 1 ? { ids: selected, places } : undefined);
      edit((d) => move(d, scope, found));
      if (selected.size <= 1) setTimeout(() => flow.fitView({ ...FIT, duration: 250 }), 30);
    };
    return {
      quick,
      setQuick,
      quickAdd: (type) => {
        const wanted = request.current;
        setQuick(null);
        if (wanted) insert(type, wanted.place, wanted);
      },
      add: (type, place) => insert(type, place),
      addNearby,
      connect: (source, handle, target) => {
        if (!canConnect(source, target)) message.warning(t('canvas.circle'));
        else now().edit((d) => connect(d, now().scope, source, handle, target));
      },
      canConnect,
      enter: (id) => {
        const node = nodeAt(now().definition, now().scope, id);
        if (node && (types.get(node.type)?.hasBody || node.body)) now().enter([...now().scope, id]);
      },
      reveal,
      shortcuts: {
        undo: () => store.temporal.getState().undo(),
        redo: () => store.temporal.getState().redo(),
        remove: () => {
          const { scope, selected, selectedEdges, edit, select } = now();
          const edges = selectBody(now())
            .edges.map(edgeKey)
            .filter((key) => selectedEdges.has(key));
          if (selected.size === 0 && edges.length === 0) return;
          edit((d) => remove(d, scope, selected, new Set(edges)));
          select(new Set());
        },
        selectAll: () => now().select(new Set(selectBody(now()).nodes.map((node) => node.id))),
        duplicate: () => {
          const { definition, scope, selected, edit, select } = now();
          const text = copyFragment(definition, scope, selected);
          const fragment = text === undefined ? undefined : readFragment(text);
          if (!fragment) return;
          const corner = [...placesOf(now(), types)].filter(([id]) => selected.has(id)).map(([, place]) => place);
          const at = { x: Math.min(...corner.map((p) => p.x)) + 40, y: Math.max(...corner.map((p) => p.y)) + 110 };
          const pasted = pasteFragment(definition, scope, fragment, at);
          edit(() => pasted.definition);
          select(new Set(pasted.ids));
        },
        quickAdd: () => {
          const box = view();
          const chosen = selectOnly(now());
          const place = chosen ? placesOf(now(), types).get(chosen) : undefined;
          const from = chosen ? looseEnd(chosen, now().scope) : undefined;
          const screen = box ? { x: box.left + box.width / 2 - 170, y: box.top + box.height / 2 - 190 } : { x: 200, y: 200 };
          setQuick(place && from ? { screen, place: { x: place.x + STEP, y: place.y }, from } : { screen, place: middle() });
        },
        layout,
        fit: () => flow.fitView({ ...FIT, duration: 200 }),
        escape: () => {
          if (now().selected.size || now().selectedEdges.size) now().select(new Set());
          else if (now().scope.length) now().enter(now().scope.slice(0, -1));
        },
        copy: (cut) => {
          const { definition, scope, selected, edit, select } = now();
          const text = copyFragment(definition, scope, selected);
          if (text !== undefined && cut) {
            edit((d) => remove(d, scope, selected));
            select(new Set());
          }
          return text;
        },
        paste,
      },
    };
  }, [store, flow, types, quick, message, t]);
}
