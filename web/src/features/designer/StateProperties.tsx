import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, InputNumber, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NodeDefinition, StateDefinition } from '../../api/types.js';
import { PHASES, statesOf, type Phase } from './definition-edits.js';
import { useDesigner, useDesignerStore } from './designer-store.js';
import {
  phaseSizes,
  removePhase,
  removeStates,
  renameState,
  setFinal,
  setInitial,
  setTransitions,
  stateNameProblem,
} from './machine-edits.js';
import styles from './outline.module.css';

type On = NonNullable<StateDefinition['on']>[number];
type After = NonNullable<StateDefinition['after']>[number];
/** A state of a statemachine: its name, whether the machine begins or ends here, its bodies, and what leads out of it. */
export function StateProperties({
  machine,
  name,
  onPhase,
}: {
  readonly machine: NodeDefinition;
  readonly name: string;
  readonly onPhase: (state: string, phase: Phase) => void;
}) {
  const { t } = useTranslation();
  const store = useDesignerStore();
  const scope = useDesigner((state) => state.scope);
  const states = statesOf(machine);
  const state = states[name];
  const [typed, setTyped] = useState(name);
  useEffect(() => setTyped(name), [name]);
  const problem = typed === name ? null : stateNameProblem(machine, typed, name);
  const { edit } = store.getState();
  const rename = (): void => {
    if (typed === name || problem) return setTyped(name);
    edit((d) => renameState(d, scope, name, typed));
    store.getState().select(new Set([typed]));
  };
  const on: readonly On[] = Array.isArray(state?.on) ? state.on : [];
  const after: readonly After[] = Array.isArray(state?.after) ? state.after : [];
  const setOn = (next: readonly On[], burst?: string): void => edit((d) => setTransitions(d, scope, name, 'on', next), burst);
  const setAfter = (next: readonly After[], burst?: string): void => edit((d) => setTransitions(d, scope, name, 'after', next), burst);
  const targets = Object.keys(states).map((value) => ({ value, label: value }));
  const sizes = phaseSizes(state);
  const id = `${scope.join('-')}-${name}`;
  const other = targets.find((target) => target.value !== name)?.value ?? name;
  return (
    <div className={styles['panel']}>
      <h2>{t('states.stateOf', { machine: machine.title ?? machine.id })}</h2>
      <label htmlFor={`${id}-name`}>{t('states.name')}</label>
      <Input
        id={`${id}-name`}
        value={typed}
        status={problem ? 'error' : ''}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={rename}
        onPressEnter={rename}
      />
      {problem && <p className={styles['bad']}>{t(`states.nameProblem.${problem}`)}</p>}
      <div className={styles['checks']}>
        <Checkbox
          checked={machine.config?.['initial'] === name}
          onChange={(event) => event.target.checked && edit((d) => setInitial(d, scope, name))}
        >
          {t('states.beginsHere')}
        </Checkbox>
        <Checkbox checked={state?.final === true} onChange={(event) => edit((d) => setFinal(d, scope, name, event.target.checked))}>
          {t('states.endsHere')}
        </Checkbox>
      </div>
      <h3>{t('states.bodies')}</h3>
      {PHASES.map((phase) => (
        <div key={phase} className={styles['phase']}>
          <span>
            <b>{t(`states.phase.${phase}`)}</b>
            <small>{t(`states.phaseHelp.${phase}`)}</small>
          </span>
          <Button size="small" onClick={() => onPhase(name, phase)}>
            {sizes[phase] ? t('canvas.inside', { count: sizes[phase] }) : t('states.addBody')}
          </Button>
          {sizes[phase] > 0 && (
            <Button
              size="small"
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('states.removeBody', { phase: t(`states.phase.${phase}`) })}
              onClick={() => edit((d) => removePhase(d, scope, name, phase))}
            />
          )}
        </div>
      ))}
      <h3>{t('states.onEvents')}</h3>
      {on.map((way, index) => {
        const set = (change: Partial<On>, burst?: string): void =>
          setOn(
            on.map((each, at) => (at === index ? clean({ ...each, ...change }) : each)),
            burst,
          );
        return (
          <div key={index} className={styles['wayForm']}>
            <Input
              value={way.event}
              aria-label={t('states.eventName')}
              placeholder={t('states.eventName')}
              onChange={(event) => set({ event: event.target.value }, `on ${index}`)}
            />
            <Select value={way.target} aria-label={t('states.target')} options={targets} onChange={(target) => set({ target })} />
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('states.removeTransition')}
              onClick={() => setOn(on.filter((_, at) => at !== index))}
            />
            <Input
              className={styles['guard'] ?? ''}
              value={way.when ?? ''}
              aria-label={t('states.guard')}
              placeholder={t('states.guard')}
              onChange={(event) => set({ when: event.target.value }, `when ${index}`)}
            />
          </div>
        );
      })}
      <Button
        size="small"
        type="dashed"
        icon={<PlusOutlined />}
        onClick={() => setOn([...on, { event: t('states.newEvent'), target: other }])}
      >
        {t('states.addTransition')}
      </Button>
      <p className={styles['help']}>{t('states.eventHelp')}</p>
      <h3>{t('states.afterTime')}</h3>
      {after.map((way, index) => {
        const set = (change: Partial<After>, burst?: string): void =>
          setAfter(
            after.map((each, at) => (at === index ? { ...each, ...change } : each)),
            burst,
          );
        return (
          <div key={index} className={styles['wayForm']}>
            {typeof way.seconds === 'string' ? (
              <Input
                value={way.seconds}
                aria-label={t('states.seconds')}
                onChange={(event) => set({ seconds: event.target.value }, `after ${index}`)}
              />
            ) : (
              <InputNumber
                value={way.seconds}
                min={0}
                aria-label={t('states.seconds')}
                addonAfter={t('states.secondsUnit')}
                onChange={(seconds) => set({ seconds: seconds ?? 0 }, `after ${index}`)}
              />
            )}
            <Select value={way.target} aria-label={t('states.target')} options={targets} onChange={(target) => set({ target })} />
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('states.removeTransition')}
              onClick={() => setAfter(after.filter((_, at) => at !== index))}
            />
          </div>
        );
      })}
      <Button size="small" type="dashed" icon={<PlusOutlined />} onClick={() => setAfter([...after, { seconds: 60, target: other }])}>
        {t('states.addTimeout')}
      </Button>
      <div className={styles['danger']}>
        <Button
          danger
          type="text"
          icon={<DeleteOutlined />}
          onClick={() => {
            edit((d) => removeStates(d, scope, new Set([name])));
            store.getState().select(new Set());
          }}
        >
          {t('states.removeState')}
        </Button>
      </div>
    </div>
  );
}
const clean = (way: On): On => {
  const { when, ...rest } = way;
  return when ? { ...rest, when } : rest;
};
