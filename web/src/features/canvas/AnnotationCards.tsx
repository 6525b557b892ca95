import { memo, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCardActions } from './canvas-actions.js';
import type { AnnotationData } from './flow-graph.js';
import { NodeResizer, type NodeProps } from './flow.js';
import styles from './frames.module.css';

const useResize = (id: string) => {
  const { onAnnotate } = useCardActions();
  return (_: unknown, box: { x: number; y: number; width: number; height: number }): void =>
    onAnnotate?.(id, { x: Math.round(box.x), y: Math.round(box.y), width: Math.round(box.width), height: Math.round(box.height) });
};
/** A slip of plain text. A double click writes on it. */
export const NoteCard = memo(function NoteCard({ id, data, selected }: NodeProps<AnnotationData>) {
  const { t } = useTranslation();
  const { onAnnotate } = useCardActions();
  const [writing, setWriting] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const { item, editable } = data;
  const onResized = useResize(id);
  useEffect(() => {
    if (!writing) return;
    field.current?.focus();
    field.current?.setSelectionRange(field.current.value.length, field.current.value.length);
  }, [writing]);
  return (
    <div
      className={styles['note']}
      data-color={item.color}
      data-selected={selected || undefined}
      onDoubleClick={(event) => {
        if (!editable) return;
        event.stopPropagation();
        setWriting(true);
      }}
    >
      {editable && selected && (
        <NodeResizer
          minWidth={80}
          minHeight={40}
          onResizeEnd={onResized}
          lineClassName={styles['resizeLine'] ?? ''}
          handleClassName={styles['resizeHandle'] ?? ''}
        />
      )}
      {writing ? (
        <textarea
          ref={field}
          className="nodrag nowheel"
          aria-label={t('annotation.text')}
          defaultValue={item.words}
          maxLength={10_000}
          onBlur={(event) => {
            setWriting(false);
            if (event.target.value !== item.words) onAnnotate?.(id, { words: event.target.value });
          }}
          onKeyDown={(event) => {
            event.stopPropagation();
            if (event.key === 'Escape') event.currentTarget.blur();
          }}
        />
      ) : (
        <p data-empty={item.words === '' || undefined}>{item.words === '' ? t('annotation.empty') : item.words}</p>
      )}
    </div>
  );
});
/** A titled rectangle behind the nodes. Only its title takes hold of it, so that the canvas beneath stays free. */
export const FrameCard = memo(function FrameCard({ id, data, selected }: NodeProps<AnnotationData>) {
  const { t } = useTranslation();
  const { item, editable } = data;
  const onResized = useResize(id);
  return (
    <div className={styles['group']} data-color={item.color} data-selected={selected || undefined}>
      {editable && selected && (
        <NodeResizer
          minWidth={120}
          minHeight={80}
          onResizeEnd={onResized}
          lineClassName={styles['resizeLine'] ?? ''}
          handleClassName={styles['resizeHandle'] ?? ''}
        />
      )}
      <b className="frame-handle" title={item.words}>
        {item.words || t('annotation.untitled')}
      </b>
    </div>
  );
});
