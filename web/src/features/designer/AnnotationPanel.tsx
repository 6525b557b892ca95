import { DeleteOutlined } from '@ant-design/icons';
import { Button, Input, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { COLORS, removeAnnotations, setAnnotation, type Annotation } from './annotations.js';
import { useDesignerStore } from './designer-store.js';
import styles from './outline.module.css';

/** What is written on a note or over a frame, its colour and its size. */
export function AnnotationPanel({ item }: { readonly item: Annotation }) {
  const { t } = useTranslation();
  const store = useDesignerStore();
  const set = (change: Parameters<typeof setAnnotation>[2], burst?: string): void =>
    store.getState().edit((d) => setAnnotation(d, item.id, change), burst && `${item.id} ${burst}`);
  return (
    <div className={styles['panel']}>
      <h2>{item.kind === 'note' ? t('annotation.note') : t('annotation.frame')}</h2>
      <label htmlFor="annotation-words">{item.kind === 'note' ? t('annotation.text') : t('annotation.title')}</label>
      {item.kind === 'note' ? (
        <Input.TextArea
          id="annotation-words"
          value={item.words}
          autoSize={{ minRows: 4, maxRows: 16 }}
          maxLength={10_000}
          onChange={(event) => set({ words: event.target.value }, 'words')}
        />
      ) : (
        <Input id="annotation-words" value={item.words} maxLength={200} onChange={(event) => set({ words: event.target.value }, 'words')} />
      )}
      <label id="annotation-color">{t('annotation.color')}</label>
      <div className={styles['colors']} role="radiogroup" aria-labelledby="annotation-color">
        {COLORS.map((color) => (
          <button
            key={color}
            type="button"
            role="radio"
            aria-checked={color === item.color}
            aria-label={t(`annotation.colors.${color}`)}
            title={t(`annotation.colors.${color}`)}
            data-color={color}
            onClick={() => set({ color })}
          />
        ))}
      </div>
      <div className={styles['sizes']}>
        {(['width', 'height'] as const).map((side) => (
          <span key={side}>
            <label htmlFor={`annotation-${side}`}>{t(`annotation.${side}`)}</label>
            <InputNumber
              id={`annotation-${side}`}
              value={item[side]}
              min={40}
              max={20_000}
              step={20}
              onChange={(value) => value && set({ [side]: value }, side)}
            />
          </span>
        ))}
      </div>
      <div className={styles['danger']}>
        <Button
          danger
          type="text"
          icon={<DeleteOutlined />}
          onClick={() => {
            store.getState().edit((d) => removeAnnotations(d, new Set([item.id])));
            store.getState().select(new Set());
          }}
        >
          {t('annotation.delete')}
        </Button>
      </div>
    </div>
  );
}
