import type { ReactNode } from 'react';
import styles from './settings.module.css';

export function Row({ label, help, children }: { readonly label: ReactNode; readonly help?: ReactNode; readonly children?: ReactNode }) {
  return (
    <div className={styles['row']}>
      <div>
        <b>{label}</b>
        {help && <p>{help}</p>}
      </div>
      {children}
    </div>
  );
}
