/** Parts of the designer that nobody sees before they ask: each comes when it is first shown, so that the canvas is there sooner. */
import type { ComponentProps } from 'react';
import { whenIdle } from '../../shared/ui/idle.js';
import { later, laterDialog } from '../../shared/ui/later.js';
import { PanelSkeleton } from '../../shared/ui/PanelSkeleton.js';
import { loadLayout } from '../canvas/complete-places.js';
import { drawn } from '../canvas/drawn.js';
import { loadTextParts } from './text-parts.js';

const waiting = <PanelSkeleton />;
export const SidePanel = later<ComponentProps<typeof import('./SidePanel.js').SidePanel>>(
  async () => {
    await drawn();
    return (await import('./SidePanel.js')).SidePanel;
  },
  <aside style={{ width: 356, borderLeft: '1px solid var(--border)', background: 'var(--surface)' }}>{waiting}</aside>,
);
export const YamlPanel = later(async () => {
  await loadTextParts();
  return (await import('./YamlPanel.js')).YamlPanel;
}, waiting);
export const OutlineView = later<ComponentProps<typeof import('./OutlineView.js').OutlineView>>(
  async () => (await import('./OutlineView.js')).OutlineView,
  waiting,
);
export const ProblemList = later<ComponentProps<typeof import('./ProblemList.js').ProblemList>>(
  async () => (await import('./ProblemList.js')).ProblemList,
);
export const CheatSheet = laterDialog<ComponentProps<typeof import('./CheatSheet.js').CheatSheet>>(
  async () => (await import('./CheatSheet.js')).CheatSheet,
);
export const RunDialog = laterDialog<ComponentProps<typeof import('./RunDialog.js').RunDialog>>(
  async () => (await import('./RunDialog.js')).RunDialog,
);
export const PublishDialog = laterDialog<ComponentProps<typeof import('./PublishDialog.js').PublishDialog>>(
  async () => (await import('./PublishDialog.js')).PublishDialog,
);
export const RevisionsDrawer = laterDialog<ComponentProps<typeof import('./RevisionsDrawer.js').RevisionsDrawer>>(
  async () => (await import('./RevisionsDrawer.js')).RevisionsDrawer,
);
export const ConflictDialog = laterDialog<ComponentProps<typeof import('./ConflictDialog.js').ConflictDialog>>(
  async () => (await import('./ConflictDialog.js')).ConflictDialog,
  ({ saving }) => saving.conflict !== null,
);
export const QuickAdd = later<ComponentProps<typeof import('../palette/QuickAdd.js').QuickAdd>>(
  async () => (await import('../palette/QuickAdd.js')).QuickAdd,
);
export const ConnectPicker = later<ComponentProps<typeof import('./ConnectPicker.js').ConnectPicker>>(
  async () => (await import('./ConnectPicker.js')).ConnectPicker,
);
export const ScopeCrumbs = later<ComponentProps<typeof import('./ScopeCrumbs.js').ScopeCrumbs>>(
  async () => (await import('./ScopeCrumbs.js')).ScopeCrumbs,
);
export const SelectionBar = later<ComponentProps<typeof import('./SelectionBar.js').SelectionBar>>(
  async () => (await import('./SelectionBar.js')).SelectionBar,
);
export const RunBar = later<ComponentProps<typeof import('./RunBar.js').RunBar>>(async () => (await import('./RunBar.js')).RunBar);

/** What is likely to be wanted next, so that it is there when it is. @returns how to call it off */
export function prefetchParts(): () => void {
  let stop = (): void => {};
  let gone = false;
  void drawn().then(() => {
    const parts = [QuickAdd, ConnectPicker, SelectionBar, ScopeCrumbs, RunBar].map((part) => part.prefetch);
    if (!gone) stop = whenIdle([() => loadTextParts().catch(() => {}), ...parts, () => loadLayout().catch(() => {})]);
  });
  return () => {
    gone = true;
    stop();
  };
}
