import { DoubleLeftOutlined, DoubleRightOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { useMemo, useState, type ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import type { NodeTypeDescriptor } from '../../api/types.js';
import { categoryColor, NodeIcon } from '../../shared/ui/NodeIcon.js';
import { later } from '../../shared/ui/later.js';
import { DRAG_TYPE } from '../canvas/Canvas.js';
import { drawn } from '../canvas/drawn.js';
import { CATEGORIES, usePaletteItems, type PaletteItem } from './items.js';
import { find } from './search.js';
import styles from './palette.module.css';

const PaletteSearch = later<ComponentProps<typeof import('./PaletteSearch.js').PaletteSearch>>(
  async () => {
    await drawn();
    return (await import('./PaletteSearch.js')).PaletteSearch;
  },
  <i className={styles['searchGhost']} />,
);
const NARROW_KEY = 'agentflow.palette-narrow';
/** Small windows leave the room to the canvas. */
const startsNarrow = (): boolean => (localStorage.getItem(NARROW_KEY) ?? String(window.innerWidth < 1400)) === 'true';
/** What can be added, by category: drag it, click it, or find it and press Enter. */
export function Palette({
  types,
  onAdd,
}: {
  readonly types: ReadonlyMap<string, NodeTypeDescriptor>;
  readonly onAdd: (type: string) => void;
}) {
  const { t } = useTranslation();
  const items = usePaletteItems(types);
  const [query, setQuery] = useState('');
  const groups = useMemo(() => {
    if (query.trim()) return [{ category: 'found', items: find(items, query) }];
    return CATEGORIES.map((category) => ({ category, items: items.filter((item) => item.descriptor.category === category) })).filter(
      (group) => group.items.length > 0,
    );
  }, [items, query]);
  const first = groups[0]?.items[0];
  const [narrow, setNarrow] = useState(startsNarrow);
  const fold = (next: boolean): void => {
    localStorage.setItem(NARROW_KEY, String(next));
    setNarrow(next);
    setQuery('');
  };
  const toggle = (
    <Tooltip title={narrow ? t('palette.wide') : t('palette.narrow')} placement="right">
      <Button
        type="text"
        size="small"
        icon={narrow ? <DoubleRightOutlined /> : <DoubleLeftOutlined />}
        aria-label={narrow ? t('palette.wide') : t('palette.narrow')}
        onClick={() => fold(!narrow)}
      />
    </Tooltip>
  );
  if (narrow)
    return (
      <aside data-region="palette" className={styles['palette']} data-narrow aria-label={t('palette.label')}>
        <div className={styles['search']}>{toggle}</div>
        <div className={styles['groups']}>
          {groups.map((group) => (
            <section key={group.category}>
              {group.items.map((item) => (
                <Item key={item.type} item={item} onAdd={onAdd} narrow />
              ))}
            </section>
          ))}
        </div>
      </aside>
    );
  return (
    <aside data-region="palette" className={styles['palette']} aria-label={t('palette.label')}>
      <div className={styles['search']}>
        <PaletteSearch value={query} onChange={setQuery} onEnter={() => first && query.trim() && onAdd(first.type)} />
        {toggle}
      </div>
      <div className={styles['groups']}>
        {groups.map((group) => (
          <section key={group.category}>
            <h3>{t(`category.${group.category}`)}</h3>
            {group.items.map((item) => (
              <Item key={item.type} item={item} onAdd={onAdd} />
            ))}
            {group.items.length === 0 && <p className={styles['none']}>{t('palette.none')}</p>}
          </section>
        ))}
      </div>
    </aside>
  );
}
function Item({ item, onAdd, narrow }: { readonly item: PaletteItem; readonly onAdd: (type: string) => void; readonly narrow?: boolean }) {
  const button = (
    <button
      type="button"
      draggable
      className={styles['item']}
      title={narrow ? undefined : item.description}
      aria-label={item.title}
      style={{ '--cat': categoryColor(item.descriptor.category) } as React.CSSProperties}
      onClick={() => onAdd(item.type)}
      onDragStart={(event) => {
        event.dataTransfer.setData(DRAG_TYPE, item.type);
        event.dataTransfer.effectAllowed = 'copy';
      }}
    >
      <span className={styles['icon']}>
        <NodeIcon type={item.type} icon={item.descriptor.icon} />
      </span>
      {!narrow && item.title}
    </button>
  );
  return narrow ? (
    <Tooltip title={item.title} placement="right" mouseEnterDelay={0.2}>
      {button}
    </Tooltip>
  ) : (
    button
  );
}
