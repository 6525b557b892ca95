import { InboxOutlined } from '@ant-design/icons';
import { useRef, useState, type DragEvent, type ReactNode } from 'react';
import styles from './workflows.module.css';

const carriesFile = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');

/** Takes a file that is let go anywhere over its children. */
export function FileDrop({
  onFile,
  hint,
  children,
}: {
  readonly onFile: (file: File) => void;
  readonly hint: ReactNode;
  readonly children: ReactNode;
}) {
  const [over, setOver] = useState(false);
  // Every element below enters and leaves by itself.
  const depth = useRef(0);
  const count = (event: DragEvent, by: number): void => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    depth.current = Math.max(0, depth.current + by);
    setOver(depth.current > 0);
  };
  return (
    <div
      className={styles['drop']}
      onDragEnter={(event) => count(event, 1)}
      onDragLeave={(event) => count(event, -1)}
      onDragOver={(event) => carriesFile(event) && event.preventDefault()}
      onDrop={(event) => {
        const file = event.dataTransfer.files[0];
        if (!carriesFile(event)) return;
        event.preventDefault();
        depth.current = 0;
        setOver(false);
        if (file) onFile(file);
      }}
    >
      {children}
      {over && (
        <div className={styles['dropHint']}>
          <InboxOutlined />
          {hint}
        </div>
      )}
    </div>
  );
}
