import { SearchOutlined } from '@ant-design/icons';
import { Input, type InputRef } from 'antd';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { NodeTypeDescriptor } from '../../api/types.js';
import { categoryColor, NodeIcon } from '../../shared/ui/NodeIcon.js';
import { recentTypes, usePaletteItems } from './items.js';
import { find } from './search.js';
import styles from './palette.module.css';

const WIDTH = 340;
const HEIGHT = 380;
interface Props {
  readonly types: ReadonlyMap<string, NodeTypeDescriptor>;
  /** Where in the window it opens. */
  readonly at: { readonly x: number; readonly y: number };
  /** Types that make no sense here. */
  readonly without?: ReadonlySet<string>;
  readonly onAdd: (type: string) => void;
  readonly onClose: () => void;
}
/** Finds a node type by a few letters and adds it where the person is: at the caret of the canvas, at the end of an edge or in its middle. */
export function QuickAdd({ types, at, without, onAdd, onClose }: Props) {
  const { t } = useTranslation();
  const items = usePaletteItems(types);
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState(0);
  const input = useRef<InputRef>(null);
  const list = useRef<HTMLDivElement>(null);
  const [recent] = useState(recentTypes);
  const found = useMemo(
    () =>
      find(
        items.filter((item) => !without?.has(item.type)),
        query,
        recent,
      ),
    [items, query, recent, without],
  );
  useEffect(() => {
    input.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    list.current?.querySelector('[data-chosen]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setChosen((now) => (found.length === 0 ? 0 : (now + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % found.length));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const item = found[chosen];
      if (item) onAdd(item.type);
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      onClose();
    }
    event.stopPropagation();
  };
  const left = Math.max(8, Math.min(at.x, window.innerWidth - WIDTH - 8));
  const top = Math.max(8, Math.min(at.y, window.innerHeight - HEIGHT - 8));
  return (
    <>
      <div className={styles['veil']} onClick={onClose} aria-hidden="true" />
      <div
        className={styles['quick']}
        role="dialog"
        aria-label={t('palette.quick')}
        style={{ left, top, width: WIDTH }}
        onKeyDown={onKeyDown}
      >
        <Input
          ref={input}
          variant="borderless"
          size="large"
          prefix={<SearchOutlined />}
          placeholder={t('palette.quickSearch')}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setChosen(0);
          }}
        />
        <div ref={list} className={styles['quickList']} role="listbox">
          {found.map((item, index) => (
            <button
              key={item.type}
              type="button"
              role="option"
              aria-selected={index === chosen}
              data-chosen={index === chosen || undefined}
              className={styles['quickItem']}
              style={{ '--cat': categoryColor(item.descriptor.category) } as React.CSSProperties}
              onMouseMove={() => setChosen(index)}
              onClick={() => onAdd(item.type)}
            >
              <span className={styles['icon']}>
                <NodeIcon type={item.type} icon={item.descriptor.icon} />
              </span>
              <span className={styles['quickText']}>
                <b>{item.title}</b>
                <small>{item.description}</small>
              </span>
            </button>
          ))}
          {found.length === 0 && <p className={styles['none']}>{t('palette.none')}</p>}
        </div>
      </div>
    </>
  );
}
