import { useEffect, useRef } from 'react';
import type { Direction } from '../canvas/neighbours.js';
import { goRound } from './regions.js';

const ARROWS: { readonly [key: string]: Direction } = { arrowleft: 'left', arrowright: 'right', arrowup: 'up', arrowdown: 'down' };

export interface Shortcuts {
  readonly save: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly remove: () => void;
  readonly selectAll: () => void;
  readonly duplicate: () => void;
  readonly quickAdd: () => void;
  readonly layout: () => void;
  readonly fit: () => void;
  readonly run: () => void;
  readonly help: () => void;
  readonly escape: () => void;
  /** Goes to the next node in a direction. */
  readonly step: (direction: Direction) => void;
  /** Moves what is chosen, a little with `fine`. */
  readonly nudge: (direction: Direction, fine: boolean) => void;
  readonly connect: () => void;
  /** Enters a container, or edits a node. */
  readonly open: () => void;
  readonly edit: () => void;
  readonly expand: () => void;
  readonly pin: () => void;
  readonly note: () => void;
  readonly group: () => void;
  /** Shows the graph as a list, or as a drawing again. */
  readonly outline: () => void;
  readonly copy: (cut: boolean) => string | undefined;
  readonly paste: (text: string) => boolean;
}
/** Keys belong to a field while somebody types in one, and to a dialog while one is open. */
const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('input, textarea, select, [contenteditable="true"], [role="dialog"], .ant-modal, .ant-drawer, .ant-select-dropdown') !==
    null;

/** Keyboard and clipboard of the canvas. `active` is false while something else, e.g. the text, is on the screen. */
export function useShortcuts(shortcuts: Shortcuts, active: boolean): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const s = latest.current;
      const command = event.metaKey || event.ctrlKey;
      const key = event.key.toLowerCase();
      if (command && key === 's') return run(event, s.save);
      if (command && key === 'enter') return run(event, s.run);
      if (key === 'f6') return run(event, () => goRound(event.shiftKey));
      if (key === 'escape' && !event.defaultPrevented && inPanel(event.target)) return run(event, backToGraph);
      if (event.defaultPrevented || typing(event.target)) return;
      if (command && key === 'z') return run(event, event.shiftKey ? s.redo : s.undo);
      if (command && key === 'y') return run(event, s.redo);
      if (key === '?' && !command) return run(event, s.help);
      if (key === 'o' && !command && !event.altKey) return run(event, s.outline);
      if (!active) return;
      if (command && key === 'a') return run(event, s.selectAll);
      if (command && key === 'd') return run(event, s.duplicate);
      const direction = ARROWS[key];
      if (direction && !event.altKey && onCanvas(event.target))
        return run(event, () => (event.shiftKey ? s.nudge(direction, command) : s.step(direction)));
      if (command || event.altKey) return;
      if (key === 'enter' && onCanvas(event.target)) return run(event, s.open);
      if (key === 'f2') return run(event, s.edit);
      if (key === 'c') return run(event, s.connect);
      if (key === 'e') return run(event, s.expand);
      if (key === 'p') return run(event, s.pin);
      if (key === 'n') return run(event, s.note);
      if (key === 'g') return run(event, s.group);
      if (key === 'delete' || key === 'backspace') return run(event, s.remove);
      // Tab adds while the focus is on the canvas or nowhere; elsewhere it moves on as everybody expects.
      if (key === '/' || (key === 'tab' && !event.shiftKey && onCanvas(event.target))) return run(event, s.quickAdd);
      if (key === 'l') return run(event, s.layout);
      if (key === 'f') return run(event, s.fit);
      if (key === 'escape') return s.escape();
    };
    const onCopy = (event: ClipboardEvent): void => {
      if (!active || typing(event.target) || !window.getSelection()?.isCollapsed) return;
      const text = latest.current.copy(event.type === 'cut');
      if (text === undefined) return;
      event.preventDefault();
      event.clipboardData?.setData('text/plain', text);
    };
    const onPaste = (event: ClipboardEvent): void => {
      if (!active || typing(event.target)) return;
      if (latest.current.paste(event.clipboardData?.getData('text/plain') ?? '')) event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    document.addEventListener('copy', onCopy);
    document.addEventListener('cut', onCopy);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('keydown', onKey);
      document.removeEventListener('copy', onCopy);
      document.removeEventListener('cut', onCopy);
      document.removeEventListener('paste', onPaste);
    };
  }, [active]);
}
function run(event: KeyboardEvent, action: () => void): void {
  event.preventDefault();
  action();
}
const onCanvas = (target: EventTarget | null): boolean =>
  target === document.body ||
  (target instanceof Element && (target.matches('[data-canvas]') || target.closest('.react-flow__renderer') !== null));
const inPanel = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest('aside[data-panel]') !== null &&
  target.closest('[role="dialog"], [aria-expanded="true"]') === null;
const backToGraph = (): void =>
  document.querySelector<HTMLElement>('[data-canvas], [role="tree"] [tabindex="0"]')?.focus({ preventScroll: true });
