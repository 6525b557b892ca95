import { FlagFilled, PlayCircleFilled } from '@ant-design/icons';
import { memo, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { statesOf } from '../designer/definition-edits.js';
import { phaseSizes, type Transition } from '../designer/machine-edits.js';
import { useCardActions } from './canvas-actions.js';
import type { StateData } from './flow-graph.js';
import { Handle, Position, useUpdateNodeInternals, type NodeProps } from './flow.js';
import { NEW_WAY } from './node-geometry.js';
import styles from './canvas.module.css';
import extra from './frames.module.css';

/** A state of a machine: where it begins and ends, each way out as a row, and its bodies, which can be entered. */
export const StateCard = memo(function StateCard({ id, data, selected }: NodeProps<StateData>) {
  const { t } = useTranslation();
  const { onPhase } = useCardActions();
  const update = useUpdateNodeInternals();
  const { name, machine, ways, editable } = data;
  const state = statesOf(machine)[name];
  const initial = machine.config?.['initial'] === name;
  const sizes = phaseSizes(state);
  const shape = data.handles.outputs.join(' ');
  const measured = useRef(shape);
  useEffect(() => {
    if (measured.current !== shape) update(id);
    measured.current = shape;
  }, [id, shape, update]);
  return (
    <div className={`${styles['node']} ${extra['state']}`} data-selected={selected || undefined} data-initial={initial || undefined}>
      <Handle
        id="in"
        type="target"
        position={Position.Left}
        className={styles['handle'] ?? ''}
        style={{ top: 27 }}
        isConnectable={editable}
      />
      <div className={styles['head']}>
        <span className={extra['stateMark']}>{state?.final ? <FlagFilled /> : initial ? <PlayCircleFilled /> : <i />}</span>
        <span className={styles['titles']}>
          <b title={name}>{name}</b>
          <small>{initial ? t('states.initial') : state?.final ? t('states.final') : t('states.state')}</small>
        </span>
      </div>
      {ways.map((way) => (
        <div key={`${way.kind}-${way.index}`} className={styles['row']}>
          <span className={extra['way']} title={way.when}>
            <WayLabel way={way} />
          </span>
          <Handle
            id={`${way.kind}-${way.index}`}
            type="source"
            position={Position.Right}
            className={styles['handle'] ?? ''}
            isConnectable={editable}
          />
        </div>
      ))}
      <div className={`${styles['row']} ${extra['newWay']}`}>
        {editable && t('states.newTransition')}
        <Handle
          id={NEW_WAY}
          type="source"
          position={Position.Right}
          className={`${styles['handle']} ${extra['newHandle']}`}
          isConnectable={editable}
        />
      </div>
      <div className={`${styles['inside']} ${extra['phases']}`}>
        {(['entry', 'body', 'exit'] as const).map((phase) => (
          <button
            key={phase}
            type="button"
            tabIndex={-1}
            className="nodrag"
            data-empty={sizes[phase] === 0 || undefined}
            title={t(`states.enter.${phase}`)}
            onClick={(event) => {
              event.stopPropagation();
              onPhase?.(id, phase);
            }}
          >
            {t(`states.phase.${phase}`)}
            {sizes[phase] > 0 && <em>{sizes[phase]}</em>}
          </button>
        ))}
      </div>
    </div>
  );
});
export function WayLabel({ way }: { readonly way: Transition }) {
  const { t } = useTranslation();
  if (way.kind === 'after') return <>{t('states.after', { seconds: String(way.seconds ?? '').slice(0, 40) })}</>;
  const event = way.event ?? '';
  return (
    <>
      {t(`states.event.${event}`, { defaultValue: event })}
      {way.when && <code> {way.when}</code>}
    </>
  );
}
