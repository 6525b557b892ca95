import styles from './shell.module.css';

/** The outline of the shell and of a page, until both are there. */
export function PageSkeleton() {
  return (
    <div className={styles['ghostPage']} aria-hidden="true">
      <i style={{ width: 180, height: 22 }} />
      <i style={{ width: 340 }} />
      <i style={{ height: 120, marginTop: 22 }} />
      <i style={{ height: 220 }} />
    </div>
  );
}
export function ShellSkeleton() {
  return (
    <div className={styles['shell']} aria-busy="true">
      <div className={styles['sidebar']} aria-hidden="true">
        <div className={styles['ghostNav']}>
          {Array.from({ length: 9 }, (_, index) => (
            <i key={index} style={{ width: `${70 - (index % 3) * 14}%` }} />
          ))}
        </div>
      </div>
      <div className={styles['column']}>
        <PageSkeleton />
      </div>
    </div>
  );
}
