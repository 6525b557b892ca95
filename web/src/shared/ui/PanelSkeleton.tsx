import styles from './ui.module.css';

/** The outline of a panel's lines, until they are there. */
export const PanelSkeleton = () => (
  <div className={styles['panelGhost']} aria-hidden="true">
    <i />
    {Array.from({ length: 6 }, (_, line) => (
      <i key={line} />
    ))}
  </div>
);
