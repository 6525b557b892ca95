/** Parts of the designer that nobody sees before they ask: each comes when it is first shown, so that the canvas is there sooner. */
import { lazy, Suspense, type ComponentProps, type ComponentType } from 'react';
import { Skeleton } from 'antd';

function later<P extends object>(load: () => Promise<ComponentType<P>>, waiting: React.ReactNode = null): ComponentType<P> {
  const Part = lazy(async () => ({ default: await load() })) as unknown as ComponentType<P>;
  return function Later(props: P) {
    return (
      <Suspense fallback={waiting}>
        <Part {...props} />
      </Suspense>
    );
  };
}
/** A dialog, which is not even fetched while it has never been open. */
function dialog<P extends { readonly open: boolean }>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  const Part = later(load);
  let opened = false;
  return function Dialog(props: P) {
    opened ||= props.open;
    return opened ? <Part {...props} /> : null;
  };
}
/** The canvas first: what stands beside it is fetched once it has been drawn, or a moment later where nothing is. */
const MOMENT_MS = 400;
const drawn = (): Promise<void> =>
  new Promise((resolve) => {
    const end = Date.now() + MOMENT_MS;
    const look = (): void => {
      if (document.querySelector('.react-flow__node') || Date.now() > end) requestAnimationFrame(() => setTimeout(resolve));
      else setTimeout(look, 16);
    };
    look();
  });
const waiting = <Skeleton active paragraph={{ rows: 6 }} style={{ padding: 20 }} />;
export const SidePanel = later<ComponentProps<typeof import('./SidePanel.js').SidePanel>>(
  async () => {
    await drawn();
    return (await import('./SidePanel.js')).SidePanel;
  },
  <aside style={{ width: 356, borderLeft: '1px solid var(--border)', background: 'var(--surface)' }}>{waiting}</aside>,
);
export const YamlPanel = later(async () => (await import('./YamlPanel.js')).YamlPanel, waiting);
export const OutlineView = later<ComponentProps<typeof import('./OutlineView.js').OutlineView>>(
  async () => (await import('./OutlineView.js')).OutlineView,
  waiting,
);
export const ProblemList = later<ComponentProps<typeof import('./ProblemList.js').ProblemList>>(
  async () => (await import('./ProblemList.js')).ProblemList,
);
export const CheatSheet = dialog<ComponentProps<typeof import('./CheatSheet.js').CheatSheet>>(
  async () => (await import('./CheatSheet.js')).CheatSheet,
);
export const RunDialog = dialog<ComponentProps<typeof import('./RunDialog.js').RunDialog>>(
  async () => (await import('./RunDialog.js')).RunDialog,
);
export const PublishDialog = dialog<ComponentProps<typeof import('./PublishDialog.js').PublishDialog>>(
  async () => (await import('./PublishDialog.js')).PublishDialog,
);
export const RevisionsDrawer = dialog<ComponentProps<typeof import('./RevisionsDrawer.js').RevisionsDrawer>>(
  async () => (await import('./RevisionsDrawer.js')).RevisionsDrawer,
);
