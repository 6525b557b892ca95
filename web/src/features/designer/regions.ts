/** The parts of the designer that F6 goes round: what a screen reader's user and everybody without a mouse jumps between. */
const REGIONS = [
  '[data-region="toolbar"]',
  '[data-region="palette"]',
  '[data-canvas], [role="tree"], [data-region="text"]',
  'aside[data-panel]',
];
const FIRST =
  'a[href], button:not([disabled]):not([tabindex="-1"]), input:not([disabled]), textarea, [contenteditable="true"], [tabindex="0"]';

/** Moves the focus to the next part, or back. */
export function goRound(back: boolean): void {
  const parts = REGIONS.flatMap((selector) => document.querySelector<HTMLElement>(selector) ?? []);
  const at = parts.findIndex((part) => part.contains(document.activeElement));
  const part = parts[(at + (back ? -1 : 1) + parts.length) % parts.length] ?? parts[0];
  if (!part) return;
  if (part.matches('[tabindex="0"]')) part.focus({ preventScroll: true });
  else part.querySelector<HTMLElement>(FIRST)?.focus({ preventScroll: true });
}
