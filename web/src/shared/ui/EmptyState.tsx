import type { ReactNode } from 'react';
import styles from './ui.module.css';

/** Says why there is nothing and what to do about it. */
export function EmptyState({
  icon,
  title,
  children,
  action,
  small,
}: {
  readonly icon?: ReactNode;
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  readonly small?: boolean;
}) {
  return (
    <div className={styles['empty']} data-small={small || undefined}>
      {icon && <div className={styles['emptyIcon']}>{icon}</div>}
      <strong>{title}</strong>
      {children && <p>{children}</p>}
      {action && <div className={styles['emptyAction']}>{action}</div>}
    </div>
  );
}
