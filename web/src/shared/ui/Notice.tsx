import { WarningOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { EmptyState } from './EmptyState.js';
import styles from './ui.module.css';

/** Takes the place of a page that cannot be shown: what is the matter, and the ways on. */
export function Notice({
  title,
  lead,
  actions,
  children,
}: {
  readonly title: ReactNode;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}) {
  return (
    <div className={styles['notice']}>
      <EmptyState
        icon={<WarningOutlined />}
        title={<h1>{title}</h1>}
        action={actions && <div className={styles['pageActions']}>{actions}</div>}
      >
        {lead}
      </EmptyState>
      {children}
    </div>
  );
}
