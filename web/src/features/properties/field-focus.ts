/** Leads a person to one field: somebody asks (a problem that is clicked), the form that holds the field goes there once it is drawn. */
import { useEffect } from 'react';
import { createStore, useStore } from 'zustand';
import type { Scope } from '../designer/definition-edits.js';

export interface FieldTarget {
  readonly scope: Scope;
  /** None: the workflow itself. */
  readonly nodeId?: string | undefined;
  /** Names below the node, or from the document's root: `config`, `cases`, 0, `when`. */
  readonly path: readonly (string | number)[];
}
const asked = createStore<{ readonly target: FieldTarget | null }>()(() => ({ target: null }));
export const focusField = (target: FieldTarget): void => asked.setState({ target });
export const useFieldTarget = (): FieldTarget | null => useStore(asked, (state) => state.target);

/** Ids of elements that may show the field, the most exact first. */
export function candidates(path: readonly (string | number)[]): string[] {
  const [first, ...rest] = path;
  if (first === undefined) return [];
  const ids: string[] = [];
  const prefix = first === 'config' ? 'root' : `field-${first}`;
  for (let length = rest.length; length >= 0; length--) {
    const name = [prefix, ...rest.slice(0, length)].join('_');
    if (first !== 'config' || length > 0) ids.push(name);
  }
  return ids;
}
const FOCUSABLE = 'input:not([type=hidden]):not([disabled]), textarea, [contenteditable="true"], select, button:not([disabled])';
const FRAMES = 60;

/** Focuses the first element there is among `ids`, waiting some frames for it to be drawn; answers how to call it off. */
export function focusWhenThere(ids: readonly string[], done: () => void): () => void {
  let frame = 0;
  let left = FRAMES;
  const look = (): void => {
    left -= 1;
    // The exact field may come a few frames after the one around it.
    const few = left > FRAMES - 12;
    const found = (few ? ids.slice(0, 1) : ids).map((id) => document.getElementById(id)).find((element) => element !== null);
    if (!found) {
      if (left > 0) frame = requestAnimationFrame(look);
      else done();
      return;
    }
    const inner = found.matches(FOCUSABLE) ? found : found.querySelector<HTMLElement>(FOCUSABLE);
    found.scrollIntoView({ block: 'center' });
    (inner ?? found).focus({ preventScroll: true });
    flash(found);
    done();
  };
  frame = requestAnimationFrame(look);
  return () => cancelAnimationFrame(frame);
}
function flash(element: HTMLElement): void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  element.animate?.(
    [{ boxShadow: '0 0 0 4px color-mix(in srgb, var(--brand) 45%, transparent)' }, { boxShadow: '0 0 0 4px transparent' }],
    {
      duration: 1200,
      easing: 'ease-out',
    },
  );
}
/** Goes to the field asked for if it is one of ours; `prepare` opens the tab or section that holds it. */
export function useFieldFocus(isOurs: (target: FieldTarget) => boolean, prepare: (target: FieldTarget) => void): void {
  const target = useFieldTarget();
  useEffect(() => {
    if (!target || !isOurs(target)) return;
    prepare(target);
    return focusWhenThere(candidates(target.path), () => asked.setState({ target: null }));
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once per target
  }, [target]);
}
