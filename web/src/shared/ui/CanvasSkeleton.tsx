import styles from './ui.module.css';

/** The outline of a graph, until it has been read. */
export const CanvasSkeleton = () => (
  <div className={styles['canvasGhost']} aria-busy="true">
    <div aria-hidden="true">
      <i />
      <i />
      <i />
    </div>
  </div>
);
