/** Notes and frames of the layout. On the canvas they go by `#` and their id, which no node can have. */
import { produce, type Draft } from 'immer';
import type { LayoutColor, LayoutFrame, LayoutNote, WorkflowDefinition } from '../../api/types.js';
import type { Point, Scope } from './definition-edits.js';

export const COLORS: readonly LayoutColor[] = ['yellow', 'green', 'blue', 'purple', 'red', 'gray'];
export const NOTE_SIZE = { width: 220, height: 120 } as const;
export interface Annotation {
  /** `#` and its id. */
  readonly id: string;
  readonly kind: 'note' | 'frame';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly color: LayoutColor;
  /** Of a note its text, of a frame its title. */
  readonly words: string;
}
export const isAnnotation = (id: string): boolean => id.startsWith('#');
const LISTS = { note: 'notes', frame: 'frames' } as const;
type Item = Draft<LayoutNote & LayoutFrame>;
const idOf = (kind: Annotation['kind'], item: { readonly id?: string }, index: number): string => `#${item.id ?? `${kind}-${index}`}`;
const items = (definition: WorkflowDefinition, kind: Annotation['kind']): readonly (LayoutNote & LayoutFrame)[] => {
  const list = definition.layout?.[LISTS[kind]];
  return Array.isArray(list) ? list : [];
};
const finite = (value: unknown, otherwise: number): number => (typeof value === 'number' && Number.isFinite(value) ? value : otherwise);

/** Those drawn in one body, frames first: they lie below. */
export function annotationsAt(definition: WorkflowDefinition, scope: Scope): Annotation[] {
  const here = scope.join('/');
  return (['frame', 'note'] as const).flatMap((kind) =>
    items(definition, kind).flatMap((item, index): Annotation[] =>
      typeof item !== 'object' || item === null || (item.scope ?? '') !== here
        ? []
        : [
            {
              id: idOf(kind, item, index),
              kind,
              x: finite(item.x, 0),
              y: finite(item.y, 0),
              width: finite(item.width, NOTE_SIZE.width),
              height: finite(item.height, NOTE_SIZE.height),
              color: COLORS.includes(item.color as LayoutColor) ? (item.color as LayoutColor) : kind === 'note' ? 'yellow' : 'blue',
              words: String((kind === 'note' ? item.text : item.title) ?? ''),
            },
          ],
    ),
  );
}
export const annotationAt = (definition: WorkflowDefinition, scope: Scope, id: string): Annotation | undefined =>
  annotationsAt(definition, scope).find((item) => item.id === id);

/** Adds one and answers its id, too. */
export function addAnnotation(
  definition: WorkflowDefinition,
  scope: Scope,
  kind: Annotation['kind'],
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  words: string,
  color?: LayoutColor,
): { readonly definition: WorkflowDefinition; readonly id: string } {
  const taken = new Set(
    (['note', 'frame'] as const).flatMap((each) => items(definition, each).map((item, index) => idOf(each, item, index))),
  );
  let n = 1;
  while (taken.has(`#${kind}${n}`)) n++;
  const id = `${kind}${n}`;
  const [x, y, width, height] = [box.x, box.y, box.width, box.height].map(Math.round) as [number, number, number, number];
  return {
    id: `#${id}`,
    definition: produce(definition, (draft) => {
      const list = ((draft.layout ??= {})[LISTS[kind]] ??= []) as Item[];
      list.push({
        id,
        ...(scope.length ? { scope: scope.join('/') } : {}),
        x,
        y,
        width,
        height,
        color: color ?? (kind === 'note' ? 'yellow' : 'blue'),
        [kind === 'note' ? 'text' : 'title']: words,
      } as Item);
    }),
  };
}
/** Runs `change` on each of `ids`; answering `false` takes it away. */
const each = (definition: WorkflowDefinition, ids: ReadonlySet<string>, change: (item: Item, id: string) => boolean): WorkflowDefinition =>
  produce(definition, (draft) => {
    for (const kind of ['note', 'frame'] as const) {
      const list = draft.layout?.[LISTS[kind]] as Item[] | undefined;
      if (!Array.isArray(list)) continue;
      const gone: number[] = [];
      list.forEach((item, index) => {
        const id = idOf(kind, item, index);
        if (ids.has(id) && !change(item, id)) gone.unshift(index);
      });
      for (const index of gone) list.splice(index, 1);
      if (gone.length && list.length === 0 && draft.layout) delete draft.layout[LISTS[kind]];
    }
  });
export const moveAnnotations = (definition: WorkflowDefinition, places: ReadonlyMap<string, Point>): WorkflowDefinition =>
  each(definition, new Set(places.keys()), (item, id) => {
    const at = places.get(id);
    if (at) Object.assign(item, { x: Math.round(at.x), y: Math.round(at.y) });
    return true;
  });
export const setAnnotation = (
  definition: WorkflowDefinition,
  id: string,
  change: Partial<Pick<Annotation, 'x' | 'y' | 'width' | 'height' | 'color' | 'words'>>,
): WorkflowDefinition => {
  const kind = (['note', 'frame'] as const).find((one) => items(definition, one).some((item, index) => idOf(one, item, index) === id));
  return each(definition, new Set([id]), (item) => {
    const { words, ...rest } = change;
    Object.assign(item, rest, words === undefined ? {} : { [kind === 'frame' ? 'title' : 'text']: words });
    return true;
  });
};
export const removeAnnotations = (definition: WorkflowDefinition, ids: ReadonlySet<string>): WorkflowDefinition =>
  each(definition, ids, () => false);
/** Notes and frames of bodies below `path` follow when it gets another name, and go when it goes (`to` is `null`). */
export function followPath(layout: Draft<NonNullable<WorkflowDefinition['layout']>> | undefined, path: string, to: string | null): void {
  for (const name of ['notes', 'frames'] as const) {
    const list = layout?.[name] as Item[] | undefined;
    if (!layout || !Array.isArray(list)) continue;
    const below = (item: Item): boolean => item.scope === path || (item.scope?.startsWith(`${path}/`) ?? false);
    if (!list.some(below)) continue;
    if (to === null) layout[name] = list.filter((item) => !below(item));
    else for (const item of list) if (below(item)) item.scope = to + (item.scope ?? '').slice(path.length);
  }
}
/** What lies in a frame: whose middle is inside it. */
export const liesIn = (
  frame: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): boolean => {
  const x = box.x + box.width / 2;
  const y = box.y + box.height / 2;
  return x > frame.x && x < frame.x + frame.width && y > frame.y && y < frame.y + frame.height;
};
