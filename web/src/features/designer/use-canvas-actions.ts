import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NodeDefinition, NodeTypeDescriptor, WorkflowDefinition } from '../../api/types.js';
import { useFeedback } from '../../shared/ui/feedback.js';
import { arrange, clearOf, type Arrangement } from '../canvas/arrange.js';
import type { Place } from '../canvas/auto-layout.js';
import { isContainer, sizeOf } from '../canvas/flow-graph.js';
import { useReactFlow } from '../canvas/flow.js';
import type { DrawnScope } from '../canvas/levels.js';
import { neighbourOf, type Direction } from '../canvas/neighbours.js';
import { handlesOf, NEW_WAY, NODE_WIDTH } from '../canvas/node-geometry.js';
import { FIT } from '../canvas/show-graph.js';
import { tidyInWorker } from '../canvas/tidy-in-worker.js';
import { rememberType } from '../palette/items.js';
import {
  addAnnotation,
  annotationsAt,
  isAnnotation,
  moveAnnotations,
  NOTE_SIZE,
  removeAnnotations,
  setAnnotation,
  type Annotation,
} from './annotations.js';
import { createView, drawnPlace, fromFrame, isUnder, nameOf, offsetOf, placeOfName, placesOf, scopeAtPoint } from './canvas-view.js';
import { readClipboard, rememberCopied, writeClipboard } from './clipboard.js';
import { looseHandle, mayConnect } from './connections.js';
import {
  addNode,
  connect,
  edgeKey,
  handleOf,
  machineAt,
  move,
  nodeAt,
  outOf,
  pathOf,
  pin,
  reconnect,
  remove,
  spliceNode,
  type Phase,
  type Scope,
} from './definition-edits.js';
import { drawnAt, selectBody, selectOnly, useDesignerStore } from './designer-store.js';
import type { Fragment } from './fragment.js';
import { addPhase, addState, connectStates, freeStateName, reconnectStates, removeStates, removeTransitions } from './machine-edits.js';
import { EMPTY_BODY, freePlace, newNode } from './new-node.js';
import {
  copyFragment,
  copyStates,
  loadTextParts,
  pasteFragment,
  pasteStates,
  readFragment,
  readStates,
  textPartsAreHere,
} from './text-parts.js';
import type { Shortcuts } from './use-shortcuts.js';

export { placesOf } from './canvas-view.js';
const STEP = NODE_WIDTH + 84;
/** What one press of an arrow key moves. */
const NUDGE = 20;
/** Where a new node is to go: on its own, at the end of a loose edge, or in the middle of one. Places are of its scope. */
export interface QuickAddRequest {
  readonly screen: { readonly x: number; readonly y: number };
  readonly place: Place;
  readonly scope: Scope;
  readonly from?: { readonly source: string; readonly handle: string };
  readonly edge?: string;
}
export interface CanvasActions {
  readonly quick: QuickAddRequest | null;
  readonly setQuick: (request: QuickAddRequest | null) => void;
  readonly quickAdd: (type: string) => void;
  /** Whether the person is choosing what to connect the chosen node with. */
  readonly connecting: boolean;
  readonly setConnecting: (on: boolean) => void;
  readonly view: (state: Parameters<ReturnType<typeof createView>>[0]) => DrawnScope;
  /** Names on the canvas, as are all below that take one or two. */
  readonly onSelect: (names: ReadonlySet<string>, edges: ReadonlySet<string>) => void;
  readonly onMove: (places: ReadonlyMap<string, Place>, before: ReadonlyMap<string, Place>) => void;
  readonly onConnect: (source: string, handle: string, target: string) => void;
  readonly onReconnect: (edge: string, source: string, handle: string, target: string) => void;
  readonly canConnect: (source: string, target: string) => boolean;
  readonly onDropEdge: (source: string, handle: string, place: Place, screen: { x: number; y: number }) => void;
  readonly onAddOnEdge: (edge: string, place: Place, screen: { x: number; y: number }) => void;
  readonly onDropType: (type: string, place: Place) => void;
  readonly onToggle: (name: string) => void;
  readonly onEnter: (name: string) => void;
  readonly onPhase: (name: string, phase: Phase) => void;
  readonly onAnnotate: (name: string, change: Partial<Pick<Annotation, 'x' | 'y' | 'width' | 'height' | 'words'>>) => void;
  readonly addNearby: (type: string) => void;
  /** Joins nodes of the scope the person is in. */
  readonly connect: (source: string, handle: string, target: string) => void;
  /** Enters a container of the scope the person is in. */
  readonly enter: (id: string) => void;
  readonly enterPhase: (state: string, phase: Phase) => void;
  /** Chooses a node and brings it into view. */
  readonly reveal: (id: string) => void;
  readonly arrange: (how: Arrangement) => void;
  readonly togglePin: () => void;
  readonly addNote: () => void;
  readonly addFrame: () => void;
  readonly copyToClipboard: (cut: boolean) => Promise<void>;
  readonly pasteFromClipboard: () => Promise<void>;
  readonly shortcuts: Omit<Shortcuts, 'save' | 'run' | 'help' | 'outline'>;
}

/** Everything that can be done to the graph by pointer, keyboard and clipboard. */
export function useCanvasActions(types: ReadonlyMap<string, NodeTypeDescriptor>): CanvasActions {
  const { t } = useTranslation();
  const { message } = useFeedback();
  const store = useDesignerStore();
  const flow = useReactFlow();
  const [quick, setQuick] = useState<QuickAddRequest | null>(null);
  const [connecting, setConnecting] = useState(false);
  const request = useRef(quick);
  request.current = quick;
  const actions = useMemo(() => {
    const now = () => store.getState();
    const view = createView(types);
    const drawn = () => view(now());
    const frame = (): DOMRect | undefined => document.querySelector('.react-flow')?.getBoundingClientRect();
    const machine = (): NodeDefinition | undefined => machineAt(now().definition, now().scope);
    const here = () => drawnAt(now().definition, now().scope);
    const places = (scope: Scope = now().scope) => placesOf({ definition: now().definition, scope }, types);
    /** From a point of the canvas to one of a scope drawn on it. */
    const toScope = (scope: Scope, point: Place): Place => {
      const offset = offsetOf(drawn(), now().definition, now().root, scope, types) ?? { x: 0, y: 0 };
      return { x: point.x - offset.x, y: point.y - offset.y };
    };
    const middle = (): Place => {
      const box = frame();
      return box
        ? toScope(
            now().scope,
            flow.screenToFlowPosition({ x: box.left + box.width / 2 - NODE_WIDTH / 2, y: box.top + box.height / 2 - 27 }),
          )
        : { x: 0, y: 0 };
    };
    /** Brings a node of the present scope into view, unless it is there already. */
    const show = (id: string, always = false): void => {
      requestAnimationFrame(() => {
        const at = drawnPlace(drawn(), now().root, now().scope, id);
        const box = frame();
        if (!at || !box) return;
        const corner = flow.flowToScreenPosition(at);
        const zoom = flow.getZoom();
        const seen =
          corner.x > box.left + 20 &&
          corner.y > box.top + 20 &&
          corner.x + NODE_WIDTH * zoom < box.right - 20 &&
          corner.y + 90 * zoom < box.bottom - 20;
        if (!seen || always) void flow.setCenter(at.x + NODE_WIDTH / 2, at.y + 40, { zoom: Math.max(zoom, 0.8), duration: 250 });
      });
    };
    const insert = (type: string, scope: Scope, wanted: Place, join?: Pick<QuickAddRequest, 'edge' | 'from'>): void => {
      const { definition, edit, focus } = now();
      const body = drawnAt(definition, scope);
      const node = newNode(body, type, types.get(type));
      const place = join?.edge ? wanted : freePlace(places(scope).values(), wanted);
      const handle = handlesOf({ id: '', type }, types.get(type)).outputs[0];
      edit((d) => {
        if (join?.edge && handle) return spliceNode(d, scope, join.edge, node, handle, place);
        const added = addNode(d, scope, node, place);
        return join?.from ? connect(added, scope, join.from.source, join.from.handle, node.id) : added;
      });
      rememberType(type);
      focus(scope, new Set([node.id]));
      show(node.id);
    };
    const insertState = (scope: Scope, wanted: Place, source?: string): void => {
      const owner = machineAt(now().definition, scope);
      if (!owner) return;
      const name = freeStateName(owner);
      const place = freePlace(places(scope).values(), wanted);
      now().edit((d) => addState(d, scope, name, place, source === undefined ? undefined : { source, event: t('states.newEvent') }));
      now().focus(scope, new Set([name]));
      show(name);
    };
    const loose = (id: string): QuickAddRequest['from'] => {
      const node = nodeAt(now().definition, now().scope, id);
      const handle = node && looseHandle(selectBody(now()), node, types);
      return handle === undefined ? undefined : { source: id, handle };
    };
    const addNearby = (type: string): void => {
      const { scope } = now();
      const chosen = selectOnly(now());
      const place = chosen ? places().get(chosen) : undefined;
      if (machine()) return insertState(scope, place ? { x: place.x + STEP, y: place.y } : middle(), chosen);
      const from = chosen ? loose(chosen) : undefined;
      if (place && from) insert(type, scope, { x: place.x + STEP, y: place.y }, { from });
      else insert(type, scope, place ? { x: place.x + STEP, y: place.y + 100 } : middle());
    };
    const join = (scope: Scope, source: string, handle: string, target: string): void => {
      const { definition, edit } = now();
      if (machineAt(definition, scope)) {
        edit((d) =>
          handle === NEW_WAY
            ? connectStates(d, scope, source, target, t('states.newEvent'))
            : reconnectStates(d, scope, { source, handle }, source, target),
        );
      } else if (mayConnect(drawnAt(definition, scope), source, target)) edit((d) => connect(d, scope, source, handle, target));
      else message.warning(t('canvas.circle'));
    };
    const enterPhase = (scope: Scope, state: string, phase: Phase): void => {
      now().edit((d) => addPhase(d, scope, state, phase, EMPTY_BODY));
      now().enter([...scope, state, phase]);
    };
    const enterNode = (scope: Scope, id: string): boolean => {
      if (machineAt(now().definition, scope)) {
        enterPhase(scope, id, 'body');
        return true;
      }
      const node = nodeAt(now().definition, scope, id);
      if (!node || !isContainer(node, types.get(node.type))) return false;
      now().enter([...scope, id]);
      return true;
    };
    const editChosen = (): void => {
      const field = document.querySelector<HTMLElement>(
        'aside[data-panel] :is(input:not([type="hidden"]), textarea, [contenteditable="true"], [role="combobox"], button):not([disabled])',
      );
      field?.focus();
    };
    const moveBy = (dx: number, dy: number): void => {
      const { scope, selected, edit, definition } = now();
      const known = places();
      const nodes = new Map(
        [...selected].flatMap((id) => ((at) => (at ? [[id, { x: at.x + dx, y: at.y + dy }] as const] : []))(known.get(id))),
      );
      const boxes = annotationsAt(definition, scope).filter((item) => selected.has(item.id));
      if (nodes.size + boxes.length === 0) return;
      edit(
        (d) => moveAnnotations(move(d, scope, nodes), new Map(boxes.map((item) => [item.id, { x: item.x + dx, y: item.y + dy }]))),
        `nudge ${[...selected].join(' ')}`,
      );
    };
    /** Does it again once text can be read and written; `false` where it can be. Only in the first moments of a page it cannot. */
    const afterText = (act: () => unknown): boolean => {
      if (textPartsAreHere()) return false;
      void loadTextParts().then(act, (problem: Error) => message.warning(problem.message));
      return true;
    };
    const paste = (text: string): boolean => {
      if (afterText(() => paste(text))) return true;
      const { scope, definition, edit, select } = now();
      const at = (): Place => freePlace(places().values(), middle());
      const pasted = machine()
        ? pasteStates(definition, scope, readStates(text), at)
        : pasteNodes(definition, scope, readFragment(text), at);
      if (!pasted) return false;
      edit(() => pasted.definition);
      select(new Set(pasted.ids));
      if (pasted.ids[0] !== undefined) show(pasted.ids[0]);
      message.info({ content: t('canvas.pasted', { count: pasted.ids.length }), key: 'paste', duration: 1.5 });
      return true;
    };
    const removeChosen = (): void => {
      const { scope, selected, selectedEdges, edit, select } = now();
      const body = here();
      const edges = body.edges.filter((edge) => selectedEdges.has(edgeKey(edge)));
      if (selected.size === 0 && edges.length === 0) return;
      const asMachine = machine() !== undefined;
      edit((d) => {
        const kept = removeAnnotations(d, new Set([...selected].filter(isAnnotation)));
        if (!asMachine) return remove(kept, scope, selected, new Set(edges.map(edgeKey)));
        const ways = removeTransitions(
          kept,
          scope,
          edges.map((edge) => ({ source: edge.source, handle: handleOf(edge) })),
        );
        return removeStates(ways, scope, selected);
      });
      select(new Set());
    };
    const copy = (cut: boolean): string | undefined => {
      if (afterText(() => copyToClipboard(cut))) return undefined;
      const { definition, scope, selected } = now();
      const text = (machine() ? copyStates : copyFragment)(definition, scope, selected);
      if (text === undefined) return undefined;
      rememberCopied(text);
      if (cut) removeChosen();
      return text;
    };
    const copyToClipboard = async (cut: boolean): Promise<void> => {
      const text = copy(cut);
      if (text === undefined) return;
      const everywhere = await writeClipboard(text);
      message.info({ content: everywhere ? t('canvas.copied') : t('canvas.copiedHere'), key: 'copy', duration: 1.8 });
    };
    const layout = async (): Promise<void> => {
      const { scope, selected, definition } = now();
      const body = here();
      const size = sizeOf(body, types);
      const known = places();
      const only = [...selected].filter((id) => !isAnnotation(id));
      try {
        const found = await tidyInWorker({
          nodes: body.nodes.map((node) => ({ id: node.id, ...size(node), ...(known.get(node.id) ?? { x: 0, y: 0 }) })),
          edges: body.edges.map(({ source, target }) => ({ source, target })),
          ...(only.length > 1 ? { only } : {}),
          pinned: body.nodes.map((node) => node.id).filter((id) => definition.layout?.nodes?.[pathOf(scope, id)]?.pinned === true),
        });
        now().edit((d) => move(d, scope, new Map([...found].filter(([id]) => drawnAt(d, scope).nodes.some((node) => node.id === id)))));
        if (only.length <= 1) setTimeout(() => void flow.fitView({ ...FIT, duration: 250 }), 40);
      } catch (problem) {
        message.warning(String((problem as Error).message));
      }
    };
    const boxes = (ids: ReadonlySet<string>) => {
      const body = here();
      const size = sizeOf(body, types);
      const known = places();
      return body.nodes
        .filter((node) => ids.has(node.id))
        .map((node) => ({ id: node.id, ...(known.get(node.id) ?? { x: 0, y: 0 }), ...size(node) }));
    };
    const duplicate = (): void => {
      if (afterText(duplicate)) return;
      const { definition, scope, selected, edit, select } = now();
      const corner = boxes(selected);
      const at = (): Place => ({ x: Math.min(...corner.map((p) => p.x)) + 40, y: Math.max(...corner.map((p) => p.y + p.height)) + 56 });
      const text = (machine() ? copyStates : copyFragment)(definition, scope, selected) ?? '';
      const pasted = machine()
        ? pasteStates(definition, scope, readStates(text), at)
        : pasteNodes(definition, scope, readFragment(text), at);
      if (!pasted) return;
      edit(() => pasted.definition);
      select(new Set(pasted.ids));
    };
    /** What the canvas shows at its outermost, as it is drawn. */
    const drawnBoxes = () => {
      const { body, places: at, frames } = drawn();
      const size = sizeOf(body, types);
      return body.nodes.map((node) => ({ ...(at.get(node.id) ?? { x: 0, y: 0 }), ...(frames.get(node.id) ?? size(node)) }));
    };
    const step = (direction: Direction): void => {
      const { selected, select, definition, scope } = now();
      const body = here();
      const from = selectOnly(now()) ?? [...selected].find((id) => !isAnnotation(id));
      if (from === undefined || isAnnotation(from)) {
        const first =
          machineAt(definition, scope)?.config?.['initial'] ?? body.nodes.find((node) => node.type === 'start')?.id ?? body.nodes[0]?.id;
        if (typeof first === 'string') {
          select(new Set([first]));
          show(first);
        }
        return;
      }
      const next = neighbourOf(body, places(), from, direction);
      if (next === undefined) return;
      select(new Set([next]));
      show(next);
    };
    return {
      view,
      setQuick,
      setConnecting,
      quickAdd: (type: string) => {
        const wanted = request.current;
        setQuick(null);
        if (!wanted) return;
        insert(type, wanted.scope, wanted.place, wanted);
        focusCanvas();
      },
      onSelect: (names: ReadonlySet<string>, edges: ReadonlySet<string>) => {
        const { root, scope, selected, selectedEdges, focus } = now();
        const known = new Set([...selected, ...selectedEdges].map((id) => nameOf(root, scope, id)));
        const all = [...names, ...edges];
        const lead = all.find((name) => !known.has(name)) ?? all[0];
        const to = lead === undefined ? scope : placeOfName(root, lead).scope;
        // Things of one body only: what is chosen together is moved, copied and joined together.
        const of = (list: ReadonlySet<string>): Set<string> =>
          new Set(
            [...list]
              .map((name) => placeOfName(root, name))
              .filter((each) => each.scope.join('/') === to.join('/'))
              .map((each) => each.id),
          );
        focus(to, of(names), of(edges));
      },
      onMove: (moved: ReadonlyMap<string, Place>, before: ReadonlyMap<string, Place>) => {
        const { root, edit } = now();
        const notes = new Map<string, Place>();
        const byScope = new Map<string, { scope: Scope; places: Map<string, Place> }>();
        for (const [name, at] of moved) {
          const { scope, id } = placeOfName(root, name);
          if (isAnnotation(id)) {
            notes.set(id, fromFrame(drawn(), root, scope, at));
            continue;
          }
          const group = byScope.get(scope.join('/')) ?? { scope, places: new Map<string, Place>() };
          byScope.set(scope.join('/'), group);
          const [lay, was] = [places(scope).get(id), before.get(name)];
          group.places.set(id, lay && was ? { x: lay.x + at.x - was.x, y: lay.y + at.y - was.y } : at);
        }
        edit((d) => [...byScope.values()].reduce((next, group) => move(next, group.scope, group.places), moveAnnotations(d, notes)));
      },
      onConnect: (source: string, handle: string, target: string) => {
        const from = placeOfName(now().root, source);
        const to = placeOfName(now().root, target);
        if (from.scope.join('/') === to.scope.join('/')) join(from.scope, from.id, handle, to.id);
      },
      onReconnect: (edge: string, source: string, handle: string, target: string) => {
        const { root, definition, edit } = now();
        const { scope, id: key } = placeOfName(root, edge);
        const [from, to] = [placeOfName(root, source), placeOfName(root, target)];
        if (from.scope.join('/') !== scope.join('/') || to.scope.join('/') !== scope.join('/')) return;
        const body = drawnAt(definition, scope);
        const old = body.edges.find((each) => edgeKey(each) === key);
        if (!old) return;
        if (machineAt(definition, scope)) {
          edit((d) => reconnectStates(d, scope, { source: old.source, handle: handleOf(old) }, from.id, to.id));
          return;
        }
        const without = { ...body, edges: body.edges.filter((each) => each !== old) };
        if (mayConnect(without, from.id, to.id)) edit((d) => reconnect(d, scope, key, from.id, handle, to.id));
        else message.warning(t('canvas.circle'));
      },
      canConnect: (source: string, target: string) => {
        const { root, definition } = now();
        const [from, to] = [placeOfName(root, source), placeOfName(root, target)];
        if (from.scope.join('/') !== to.scope.join('/')) return false;
        return machineAt(definition, from.scope) !== undefined || mayConnect(drawnAt(definition, from.scope), from.id, to.id);
      },
      onDropEdge: (source: string, handle: string, place: Place, screen: { x: number; y: number }) => {
        const { scope, id } = placeOfName(now().root, source);
        const at = toScope(scope, place);
        if (machineAt(now().definition, scope)) insertState(scope, at, id);
        else setQuick({ screen, place: at, scope, from: { source: id, handle } });
      },
      onAddOnEdge: (edge: string, place: Place, screen: { x: number; y: number }) => {
        const { scope, id } = placeOfName(now().root, edge);
        if (!machineAt(now().definition, scope)) setQuick({ screen, place: toScope(scope, place), scope, edge: id });
      },
      onDropType: (type: string, place: Place) => {
        const scope = scopeAtPoint(drawn(), now().root, { x: place.x + NODE_WIDTH / 2, y: place.y + 27 });
        if (machineAt(now().definition, scope)) insertState(scope, toScope(scope, place));
        else insert(type, scope, toScope(scope, place));
      },
      onToggle: (name: string) => {
        const { scope, id } = placeOfName(now().root, name);
        now().toggle(pathOf(scope, id));
      },
      onEnter: (name: string) => {
        const { scope, id } = placeOfName(now().root, name);
        if (!isAnnotation(id) && !enterNode(scope, id)) editChosen();
      },
      onPhase: (name: string, phase: Phase) => {
        const { scope, id } = placeOfName(now().root, name);
        enterPhase(scope, id, phase);
      },
      onAnnotate: (name: string, change: Parameters<CanvasActions['onAnnotate']>[1]) => {
        const { root, edit } = now();
        const { scope, id } = placeOfName(root, name);
        const { x, y } = change;
        const place = x === undefined || y === undefined ? {} : fromFrame(drawn(), root, scope, { x, y });
        edit((d) => setAnnotation(d, id, { ...change, ...place }));
      },
      addNearby,
      connect: (source: string, handle: string, target: string) => join(now().scope, source, handle, target),
      enter: (id: string) => void enterNode(now().scope, id),
      enterPhase: (state: string, phase: Phase) => enterPhase(now().scope, state, phase),
      reveal: (id: string) => {
        if (!isUnder(now().root, now().scope)) now().enter(now().scope);
        now().select(new Set([id]));
        show(id, true);
      },
      arrange: (how: Arrangement) => {
        const { scope, selected, edit } = now();
        const moved = arrange(boxes(selected), how);
        if (moved.size) edit((d) => move(d, scope, moved));
      },
      togglePin: () => {
        const { scope, selected, definition, edit } = now();
        const known = places();
        const chosen = new Map([...selected].flatMap((id) => ((at) => (at ? [[id, at] as const] : []))(known.get(id))));
        const all = [...chosen.keys()].every((id) => definition.layout?.nodes?.[pathOf(scope, id)]?.pinned);
        if (chosen.size) edit((d) => pin(d, scope, chosen, !all));
      },
      addNote: () => {
        const { root, scope, definition, edit, focus } = now();
        const box = frame();
        const seen = box
          ? flow.screenToFlowPosition({ x: box.left + box.width / 2 - 110, y: box.top + box.height / 2 - 60 })
          : { x: 0, y: 0 };
        const notes = annotationsAt(definition, scope).filter((item) => item.kind === 'note');
        const outside = scope.length === root.length;
        const around = outside ? drawnBoxes() : boxes(new Set(here().nodes.map((node) => node.id)));
        const at = clearOf(toScope(scope, seen), NOTE_SIZE, [...notes, ...around]);
        const made = addAnnotation(definition, scope, 'note', { ...at, ...NOTE_SIZE }, '');
        edit(() => made.definition);
        focus(scope, new Set([made.id]));
      },
      addFrame: () => {
        const { scope, definition, selected, edit, focus } = now();
        const around = boxes(selected);
        if (around.length === 0) return void message.info(t('annotation.chooseFirst'));
        const [x, y] = [Math.min(...around.map((box) => box.x)) - 28, Math.min(...around.map((box) => box.y)) - 52];
        const box = {
          x,
          y,
          width: Math.max(...around.map((each) => each.x + each.width)) + 28 - x,
          height: Math.max(...around.map((each) => each.y + each.height)) + 28 - y,
        };
        const made = addAnnotation(definition, scope, 'frame', box, t('annotation.newFrame'));
        edit(() => made.definition);
        focus(scope, new Set([made.id]));
      },
      copyToClipboard,
      pasteFromClipboard: async () => {
        if (!paste(await readClipboard())) message.info({ content: t('canvas.nothingToPaste'), key: 'paste', duration: 1.8 });
      },
      shortcuts: {
        undo: () => store.temporal.getState().undo(),
        redo: () => store.temporal.getState().redo(),
        remove: removeChosen,
        selectAll: () => now().select(new Set(here().nodes.map((node) => node.id))),
        duplicate,
        quickAdd: () => {
          const { scope } = now();
          const box = frame();
          const chosen = selectOnly(now());
          const place = chosen ? places().get(chosen) : undefined;
          if (machine()) return insertState(scope, place ? { x: place.x + STEP, y: place.y } : middle(), chosen);
          const from = chosen ? loose(chosen) : undefined;
          const screen = box ? { x: box.left + box.width / 2 - 170, y: box.top + box.height / 2 - 190 } : { x: 200, y: 200 };
          setQuick(
            place && from
              ? { screen, scope, place: { x: place.x + STEP, y: place.y }, from }
              : { screen, scope, place: place ? { x: place.x + STEP, y: place.y + 100 } : middle() },
          );
        },
        layout: () => void layout(),
        fit: () => void flow.fitView({ ...FIT, duration: 200 }),
        escape: () => {
          const { definition, root, scope, selected, selectedEdges, select, enter, focus } = now();
          if (selected.size || selectedEdges.size) select(new Set());
          else if (scope.length > root.length) focus(scope.slice(0, -1), new Set([scope.at(-1) ?? '']));
          else if (scope.length) {
            const out = outOf(definition, scope);
            enter(out);
            select(new Set([scope[out.length] ?? '']));
          }
        },
        step,
        nudge: (direction: Direction, fine: boolean) => {
          const by = fine ? 4 : NUDGE;
          moveBy(direction === 'left' ? -by : direction === 'right' ? by : 0, direction === 'up' ? -by : direction === 'down' ? by : 0);
        },
        connect: () => {
          if (selectOnly(now()) !== undefined && !isAnnotation(selectOnly(now()) ?? '#')) setConnecting(true);
        },
        open: () => {
          const chosen = selectOnly(now());
          if (chosen === undefined) step('right');
          else if (isAnnotation(chosen) || !enterNode(now().scope, chosen)) editChosen();
        },
        edit: editChosen,
        expand: () => {
          const { scope, selected, toggle } = now();
          for (const id of selected) {
            const node = nodeAt(now().definition, scope, id);
            if (node && isContainer(node, types.get(node.type))) toggle(pathOf(scope, id));
          }
        },
        copy,
        paste,
      },
    };
  }, [store, flow, types, message, t]);
  return useMemo(
    () => ({
      ...actions,
      quick,
      connecting,
      togglePin: actions.togglePin,
      shortcuts: { ...actions.shortcuts, pin: actions.togglePin, note: actions.addNote, group: actions.addFrame },
    }),
    [actions, quick, connecting],
  );
}
const pasteNodes = (definition: WorkflowDefinition, scope: Scope, fragment: Fragment | undefined, at: () => Place) =>
  fragment && pasteFragment(definition, scope, fragment, at());
/** Back to the canvas, from a dialog or a field. */
export const focusCanvas = (): void => document.querySelector<HTMLElement>('[data-canvas]')?.focus({ preventScroll: true });
