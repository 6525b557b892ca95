import { ArrowRightOutlined } from '@ant-design/icons';
import { Input, type InputRef } from 'antd';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { NodeTypeDescriptor } from '../../api/types.js';
import { NEW_WAY } from '../canvas/node-geometry.js';
import { score } from '../palette/search.js';
import palette from '../palette/palette.module.css';
import { handlesFrom, looseHandle, mayConnect } from './connections.js';
import { machineAt, statesOf } from './definition-edits.js';
import { drawnAt, useDesigner } from './designer-store.js';
import { transitionsOf } from './machine-edits.js';
import styles from './outline.module.css';

interface Props {
  readonly types: ReadonlyMap<string, NodeTypeDescriptor>;
  readonly source: string;
  readonly onConnect: (handle: string, target: string) => void;
  readonly onClose: () => void;
}
/** Joins the chosen node with another without a mouse: Tab goes through its handles, letters find the other node. */
export function ConnectPicker({ types, source, onConnect, onClose }: Props) {
  const { t } = useTranslation();
  const definition = useDesigner((state) => state.definition);
  const scope = useDesigner((state) => state.scope);
  const body = drawnAt(definition, scope);
  const machine = machineAt(definition, scope);
  const node = body.nodes.find((each) => each.id === source);
  const handles = useMemo(() => (machine ? [NEW_WAY] : node ? handlesFrom(body, node, types) : []), [machine, body, node, types]);
  const [handle, setHandle] = useState(() => (machine ? NEW_WAY : ((node && looseHandle(body, node, types)) ?? handles[0] ?? 'out')));
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState(0);
  const input = useRef<InputRef>(null);
  const list = useRef<HTMLDivElement>(null);
  const found = useMemo(() => {
    const joined = new Set(
      body.edges.filter((edge) => edge.source === source && (edge.sourceHandle ?? 'out') === handle).map((edge) => edge.target),
    );
    const targets = body.nodes.filter((other) => (machine ? true : !joined.has(other.id) && mayConnect(body, source, other.id)));
    return targets
      .map((other) => ({
        other,
        points: Math.max(score(query, other.title ?? other.id) * 1.1, score(query, other.id), score(query, other.type) / 2),
      }))
      .filter(({ points }) => points > 0)
      .sort((a, b) => b.points - a.points)
      .map(({ other }) => other);
  }, [body, machine, source, handle, query]);
  useEffect(() => {
    input.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    list.current?.querySelector('[data-chosen]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const turn = (by: number): void => {
    setHandle(handles[(handles.indexOf(handle) + by + handles.length) % handles.length] ?? handle);
    setChosen(0);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    const keys: Record<string, () => void> = {
      ArrowDown: () => setChosen((now) => (found.length ? (now + 1) % found.length : 0)),
      ArrowUp: () => setChosen((now) => (found.length ? (now + found.length - 1) % found.length : 0)),
      Tab: () => turn(event.shiftKey ? -1 : 1),
      Enter: () => found[chosen] && onConnect(handle, found[chosen].id),
      Escape: onClose,
    };
    const action = keys[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  };
  const ways = machine ? transitionsOf(source, statesOf(machine)[source]).length : 0;
  return (
    <>
      <div className={palette['veil']} onClick={onClose} aria-hidden="true" />
      <div className={`${palette['quick']} ${styles['connect']}`} role="dialog" aria-label={t('connect.title')} onKeyDown={onKeyDown}>
        <Input
          ref={input}
          variant="borderless"
          size="large"
          prefix={<ArrowRightOutlined />}
          placeholder={t('connect.search', { node: node?.title ?? source })}
          aria-label={t('connect.search', { node: node?.title ?? source })}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setChosen(0);
          }}
        />
        {handles.length > 1 && (
          <div className={styles['handles']} role="radiogroup" aria-label={t('connect.handle')}>
            {handles.map((each) => (
              <button key={each} type="button" role="radio" tabIndex={-1} aria-checked={each === handle} onClick={() => setHandle(each)}>
                {t(`handle.${each}`, { defaultValue: each })}
              </button>
            ))}
            <kbd>Tab</kbd>
          </div>
        )}
        <div ref={list} className={palette['quickList']} role="listbox" aria-label={t('connect.title')}>
          {found.map((other, index) => (
            <button
              key={other.id}
              type="button"
              role="option"
              tabIndex={-1}
              aria-selected={index === chosen}
              data-chosen={index === chosen || undefined}
              className={palette['quickItem']}
              onMouseMove={() => setChosen(index)}
              onClick={() => onConnect(handle, other.id)}
            >
              <span className={palette['quickText']}>
                <b>{other.title ?? other.id}</b>
                <small>
                  {machine
                    ? t('states.state')
                    : `${t(`type.${other.type}.title`, { defaultValue: types.get(other.type)?.title ?? other.type })} · ${other.id}`}
                </small>
              </span>
            </button>
          ))}
          {found.length === 0 && <p className={palette['none']}>{t('connect.none')}</p>}
        </div>
        {ways > 0 && <p className={styles['connectNote']}>{t('states.ways', { count: ways })}</p>}
      </div>
    </>
  );
}
