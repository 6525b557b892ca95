import { DeleteOutlined, DownOutlined, ExclamationCircleFilled, LinkOutlined, PlusOutlined, RightOutlined } from '@ant-design/icons';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { NodeTypeDescriptor } from '../../api/types.js';
import { categoryColor, NodeIcon } from '../../shared/ui/NodeIcon.js';
import { WayLabel } from '../canvas/StateCard.js';
import { swapNeighbours } from './chain-edits.js';
import { nodeAt, pathOf } from './definition-edits.js';
import { drawnAt, selectOnly, useDesigner, useDesignerStore } from './designer-store.js';
import { outlineEntries, type OutlineEntry } from './outline-entries.js';
import type { CanvasActions } from './use-canvas-actions.js';
import styles from './outline.module.css';

interface Props {
  readonly types: ReadonlyMap<string, NodeTypeDescriptor>;
  readonly actions: CanvasActions;
  readonly severities: ReadonlyMap<string, 'error' | 'warning'>;
}
const ROW = 48;
const LAST = new Set(['end', 'fail', 'terminate']);
/** The graph as a tree that can be read and changed without seeing it: what each node is, where it leads, and what is inside. */
export function OutlinePanel({ types, actions, severities }: Props) {
  const { t } = useTranslation();
  const store = useDesignerStore();
  const definition = useDesigner((state) => state.definition);
  const scope = useDesigner((state) => state.scope);
  const chosen = useDesigner(selectOnly);
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(scope.map((_, index) => scope.slice(0, index + 1).join('/'))));
  const entries = useMemo(() => outlineEntries(definition, types, open), [definition, types, open]);
  const path = chosen === undefined ? undefined : pathOf(scope, chosen);
  const [active, setActive] = useState<string | undefined>(path);
  const at = Math.max(
    0,
    entries.findIndex((entry) => entry.path === active),
  );
  const frame = useRef<HTMLDivElement>(null);
  const wanted = useRef(true);
  const rows = useVirtualizer({ count: entries.length, getScrollElement: () => frame.current, estimateSize: () => ROW, overscan: 12 });
  useEffect(() => {
    if (path !== undefined) setActive(path);
  }, [path]);
  useEffect(() => {
    rows.scrollToIndex(at, { align: 'auto' });
    if (!wanted.current) return;
    const timer = requestAnimationFrame(() => {
      frame.current?.querySelector<HTMLElement>('[role="treeitem"][tabindex="0"]')?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(timer);
  }, [at, rows, active]);
  const choose = useCallback(
    (entry: OutlineEntry | undefined): void => {
      if (!entry) return;
      wanted.current = true;
      setActive(entry.path);
      if (entry.kind === 'phase') store.getState().enter(entry.scope);
      else {
        if (entry.scope.join('/') !== store.getState().scope.join('/')) store.getState().enter(entry.scope);
        store.getState().select(new Set([entry.id]));
      }
    },
    [store],
  );
  const toggle = (entry: OutlineEntry, to: boolean): void =>
    setOpen((known) => {
      const next = new Set(known);
      if (to) next.add(entry.path);
      else next.delete(entry.path);
      return next;
    });
  const onKeyDown = (event: KeyboardEvent): void => {
    const entry = entries[at];
    if (!entry || event.ctrlKey || event.metaKey) return;
    const swap = (by: -1 | 1): void => {
      if (entry.kind !== 'node') return;
      store.getState().edit((d) => swapNeighbours(d, entry.scope, entry.id, by));
    };
    const keys: Record<string, () => void> = event.altKey
      ? { ArrowUp: () => swap(-1), ArrowDown: () => swap(1) }
      : {
          ArrowDown: () => choose(entries[Math.min(at + 1, entries.length - 1)]),
          ArrowUp: () => choose(entries[Math.max(at - 1, 0)]),
          Home: () => choose(entries[0]),
          End: () => choose(entries.at(-1)),
          ArrowRight: () => (entry.open === false ? toggle(entry, true) : entry.open ? choose(entries[at + 1]) : undefined),
          ArrowLeft: () =>
            entry.open ? toggle(entry, false) : choose(entries.slice(0, at).findLast((other) => other.level < entry.level)),
          Enter: () => actions.shortcuts.edit(),
          Delete: () => {
            const next = entries[at + 1] ?? entries[at - 1];
            actions.shortcuts.remove();
            choose(next);
          },
          Tab: () => (event.shiftKey ? undefined : actions.shortcuts.quickAdd()),
          '/': () => actions.shortcuts.quickAdd(),
          a: () => actions.shortcuts.quickAdd(),
          c: () => actions.shortcuts.connect(),
        };
    const action = keys[event.key];
    if (!action || (event.key === 'Tab' && event.shiftKey)) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  };
  const nameOf = (entry: OutlineEntry, id: string): string => nodeAt(definition, entry.scope, id)?.title ?? id;
  return (
    <div ref={frame} className={styles['outline']}>
      <div className={styles['outlineIn']}>
        <div className={styles['outlineHead']}>
          <h2 id="outline-title">{t('outline.title')}</h2>
          <p id="outline-help">{t('outline.help')}</p>
        </div>
        <div className={styles['tree']} role="tree" aria-labelledby="outline-title" aria-describedby="outline-help" onKeyDown={onKeyDown}>
          <div style={{ position: 'relative', height: rows.getTotalSize() }} role="presentation">
            {rows.getVirtualItems().map((row) => {
              const entry = entries[row.index];
              if (!entry) return null;
              const { node } = entry;
              const descriptor = node && types.get(node.type);
              const typeTitle = node ? t(`type.${node.type}.title`, { defaultValue: descriptor?.title ?? node.type }) : '';
              const severity = severities.get(entry.path);
              const missing = entry.kind === 'node' && !LAST.has(node?.type ?? '') && entry.links.length === 0;
              return (
                <div
                  key={entry.path}
                  ref={rows.measureElement}
                  data-index={row.index}
                  role="treeitem"
                  tabIndex={row.index === at ? 0 : -1}
                  aria-level={entry.level}
                  aria-posinset={entry.position}
                  aria-setsize={entry.of}
                  aria-selected={entry.path === active}
                  {...(entry.open === undefined ? {} : { 'aria-expanded': entry.open })}
                  className={styles['entry']}
                  style={
                    {
                      position: 'absolute',
                      top: row.start,
                      left: 0,
                      right: 0,
                      paddingLeft: 10 + (entry.level - 1) * 24,
                      '--cat': categoryColor(descriptor?.category),
                    } as React.CSSProperties
                  }
                  onClick={() => choose(entry)}
                >
                  <span
                    className={styles['twist']}
                    aria-hidden="true"
                    onClick={(event) => {
                      event.stopPropagation();
                      if (entry.open !== undefined) toggle(entry, !entry.open);
                    }}
                  >
                    {entry.open === undefined ? null : entry.open ? <DownOutlined /> : <RightOutlined />}
                  </span>
                  {entry.kind === 'node' && node && (
                    <span className={styles['dot']} aria-hidden="true">
                      <NodeIcon type={node.type} icon={descriptor?.icon} />
                    </span>
                  )}
                  <span className={styles['what']}>
                    {entry.kind === 'phase' ? (
                      <b>{t(`states.phase.${entry.id}`)}</b>
                    ) : (
                      <>
                        <b>
                          {node?.title ?? entry.id} <em>{entry.kind === 'state' ? t('states.state') : typeTitle}</em>
                        </b>
                        <small>
                          {entry.links.length > 0
                            ? entry.links.map((link, index) => (
                                <span key={`${link.handle} ${link.target}`}>
                                  {index > 0 && ', '}
                                  {link.way ? (
                                    <WayLabel way={link.way} />
                                  ) : link.handle === 'out' ? null : (
                                    t(`handle.${link.handle}`, { defaultValue: link.handle })
                                  )}{' '}
                                  {t('outline.to', { node: nameOf(entry, link.target) })}
                                </span>
                              ))
                            : missing
                              ? t('outline.nowhere')
                              : t('outline.last')}
                        </small>
                      </>
                    )}
                  </span>
                  {severity && (
                    <span className={styles['flag']} data-severity={severity}>
                      <ExclamationCircleFilled aria-label={t(`problems.${severity}`, { defaultValue: severity })} />
                    </span>
                  )}
                  {entry.kind !== 'phase' && (
                    <span className={styles['tools']}>
                      <button
                        type="button"
                        tabIndex={-1}
                        aria-label={t('outline.add')}
                        title={t('outline.add')}
                        onClick={(event) => act(event, () => (choose(entry), actions.shortcuts.quickAdd()))}
                      >
                        <PlusOutlined />
                      </button>
                      <button
                        type="button"
                        tabIndex={-1}
                        aria-label={t('connect.title')}
                        title={t('connect.title')}
                        onClick={(event) => act(event, () => (choose(entry), actions.shortcuts.connect()))}
                      >
                        <LinkOutlined />
                      </button>
                      <button
                        type="button"
                        tabIndex={-1}
                        aria-label={t('outline.delete')}
                        title={t('outline.delete')}
                        onClick={(event) => act(event, () => (choose(entry), actions.shortcuts.remove()))}
                      >
                        <DeleteOutlined />
                      </button>
                    </span>
                  )}
                </div>
              );
            })}
          </div>
        </div>
        {drawnAt(definition, []).nodes.length === 0 && <p>{t('canvas.hint')}</p>}
      </div>
    </div>
  );
}
const act = (event: React.MouseEvent, action: () => void): void => {
  event.stopPropagation();
  action();
};
