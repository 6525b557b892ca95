import { useEffect, useRef } from 'react';

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
      if (typing(event.target)) return;
      if (command && key === 'z') return run(event, event.shiftKey ? s.redo : s.undo);
      if (command && key === 'y') return run(event, s.redo);
      if (!active) return;
      if (command && key === 'a') return run(event, s.selectAll);
      if (command && key === 'd') return run(event, s.duplicate);
      if (command || event.altKey) return;
      if (key === 'delete' || key === 'backspace') return run(event, s.remove);
      // Tab adds while the focus is on the canvas or nowhere; elsewhere it moves on as everybody expects.
      if (key === '/' || (key === 'tab' && !event.shiftKey && onCanvas(event.target))) return run(event, s.quickAdd);
      if (key === 'l') return run(event, s.layout);
      if (key === 'f') return run(event, s.fit);
      if (key === '?') return run(event, s.help);
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
  target === document.body || (target instanceof Element && target.closest('.react-flow__pane, .react-flow__renderer') !== null);
