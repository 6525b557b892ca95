import type { ReactNode } from 'react';
import { usePageTitle } from './page-title.js';
import styles from './ui.module.css';

/** The frame of every page that is not the canvas. */
export function Page({
  title,
  lead,
  actions,
  children,
  wide,
}: {
  readonly title: ReactNode;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  readonly wide?: boolean;
}) {
  usePageTitle(typeof title === 'string' ? title : undefined);
  return (
    <div className={styles['page']} data-wide={wide || undefined}>
      <header className={styles['pageHead']}>
        <div>
          <h1>{title}</h1>
          {lead && <p>{lead}</p>}
        </div>
        {actions && <div className={styles['pageActions']}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
export function Section({
  title,
  extra,
  children,
}: {
  readonly title: ReactNode;
  readonly extra?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className={styles['section']}>
      <div className={styles['sectionHead']}>
        <h2>{title}</h2>
        {extra}
      </div>
      {children}
    </section>
  );
}
export const Panel = ({ children, flush }: { readonly children: ReactNode; readonly flush?: boolean }) => (
  <div className={styles['panel']} data-flush={flush || undefined}>
    {children}
  </div>
);
