import { DeleteOutlined, LoginOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Dropdown, Input, InputNumber, Select, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StateDefinition } from '../../../api/types.js';
import { bodyAt, PHASES, statesOf, type Phase } from '../../designer/definition-edits.js';
import { useDesigner, useDesignerStore } from '../../designer/designer-store.js';
import {
  addPhase,
  freeStateName,
  removePhase,
  removeStates,
  renameState,
  addState,
  setFinal,
  setInitial,
  setTransitions,
  stateNameProblem,
} from '../../designer/machine-edits.js';
import { TemplateText } from '../fields/ExpressionText.js';
import { MAX_MESSAGE, type PlacedProblem } from '../problem-places.js';
import { problemSentence } from '../../../shared/i18n/explain.js';
import styles from './machine.module.css';

const START_END = {
  nodes: [
    { id: 'start', type: 'start' },
    { id: 'end', type: 'end' },
  ],
  edges: [{ source: 'start', target: 'end' }],
};
interface Props {
  readonly nodeId: string;
  readonly problems: readonly PlacedProblem[];
}
/** The states of a statemachine and the ways between them, as a form. */
export function MachineEditor({ nodeId, problems }: Props) {
  const { t } = useTranslation();
  const store = useDesignerStore();
  const scope = useDesigner((state) => state.scope);
  const node = useDesigner((state) => bodyAt(state.definition, state.scope)?.nodes.find((each) => each.id === nodeId));
  if (!node) return null;
  const inside = [...scope, nodeId];
  const states = statesOf(node);
  const names = Object.keys(states);
  const { edit } = store.getState();
  const initial = node.config?.['initial'];
  return (
    <div className={styles['machine']}>
      <div className={styles['row']}>
        <label htmlFor="root_initial">{t('machine.initial')}</label>
        <Select
          id="root_initial"
          value={typeof initial === 'string' ? initial : null}
          options={names.map((value) => ({ value, label: value }))}
          onChange={(name) => edit((d) => setInitial(d, inside, name))}
        />
      </div>
      <div className={styles['states']} id="root_states" role="list" aria-label={t('machine.states')}>
        {names.map((name) => (
          <StateCard
            key={name}
            machineId={nodeId}
            name={name}
            state={states[name] as StateDefinition}
            names={names}
            initial={initial === name}
            problems={problems.filter(({ path }) => path[1] === 'states' && path[2] === name)}
            nameProblem={(text) => stateNameProblem(node, text, name)}
          />
        ))}
      </div>
      <Button
        size="small"
        type="dashed"
        icon={<PlusOutlined />}
        onClick={() =>
          edit((d) =>
            addState(d, inside, freeStateName(node), { x: 40 + (names.length % 3) * 260, y: 60 + Math.floor(names.length / 3) * 160 }),
          )
        }
      >
        {t('machine.add')}
      </Button>
    </div>
  );
}
interface CardProps {
  readonly machineId: string;
  readonly name: string;
  readonly state: StateDefinition;
  readonly names: readonly string[];
  readonly initial: boolean;
  readonly problems: readonly PlacedProblem[];
  readonly nameProblem: (text: string) => 'form' | 'taken' | null;
}
type Way = NonNullable<StateDefinition['on']>[number];
type TimeOut = NonNullable<StateDefinition['after']>[number];

function StateCard({ machineId, name, state, names, initial, problems, nameProblem }: CardProps) {
  const { t } = useTranslation();
  const store = useDesignerStore();
  const scope = useDesigner((each) => each.scope);
  const { edit, enter } = store.getState();
  const inside = [...scope, machineId];
  const id = `root_states_${name}`;
  const others = names.map((value) => ({ value, label: value }));
  const setOn = (on: readonly Way[]): void => edit((d) => setTransitions(d, inside, name, 'on', on), `on ${machineId} ${name}`);
  const setAfter = (after: readonly TimeOut[]): void =>
    edit((d) => setTransitions(d, inside, name, 'after', after), `after ${machineId} ${name}`);
  const on = state.on ?? [];
  const after = state.after ?? [];
  const absent = PHASES.filter((phase) => !state[phase]);
  const open = (phase: Phase): void => {
    if (!state[phase]) edit((d) => addPhase(d, inside, name, phase, START_END));
    enter([...inside, name, phase]);
  };
  return (
    <section className={styles['state']} id={id} role="listitem" aria-label={name} data-bad={problems.length > 0 || undefined}>
      <div className={styles['head']}>
        <StateName id={`${id}_name`} name={name} problemOf={nameProblem} onRename={(to) => edit((d) => renameState(d, inside, name, to))} />
        {initial && <Tag color="blue">{t('machine.begins')}</Tag>}
        <Checkbox checked={state.final === true} onChange={(event) => edit((d) => setFinal(d, inside, name, event.target.checked))}>
          {t('machine.final')}
        </Checkbox>
        <Button
          type="text"
          size="small"
          icon={<DeleteOutlined />}
          aria-label={t('machine.remove', { name })}
          onClick={() => edit((d) => removeStates(d, inside, new Set([name])))}
        />
      </div>
      {problems.slice(0, 5).map(({ problem }, index) => (
        <p key={index} className={styles['problem']}>
          {problemSentence(problem).slice(0, MAX_MESSAGE)}
        </p>
      ))}
      <div className={styles['phases']}>
        {PHASES.filter((phase) => state[phase]).map((phase) => (
          <span key={phase} className={styles['phase']}>
            <button type="button" onClick={() => open(phase)}>
              <LoginOutlined /> {t(`machine.phase.${phase}`)} <small>{state[phase]?.nodes?.length ?? 0}</small>
            </button>
            <button
              type="button"
              aria-label={t('machine.removePhase', { phase: t(`machine.phase.${phase}`) })}
              onClick={() => edit((d) => removePhase(d, inside, name, phase))}
            >
              <DeleteOutlined />
            </button>
          </span>
        ))}
        {absent.length > 0 && (
          <Dropdown
            trigger={['click']}
            menu={{ items: absent.map((phase) => ({ key: phase, label: t(`machine.phase.${phase}`), onClick: () => open(phase) })) }}
          >
            <Button size="small" type="text" icon={<PlusOutlined />}>
              {t('machine.addPhase')}
            </Button>
          </Dropdown>
        )}
      </div>
      {on.map((way, index) => (
        <div key={index} className={styles['way']} id={`${id}_on_${index}`}>
          <span className={styles['word']}>{t('machine.on')}</span>
          <Input
            size="small"
            id={`${id}_on_${index}_event`}
            value={way.event}
            aria-label={t('machine.event')}
            placeholder={t('machine.event')}
            list={`${id}-events`}
            onChange={(event) => setOn(on.map((each, at) => (at === index ? { ...each, event: event.target.value } : each)))}
          />
          <span className={styles['word']}>→</span>
          <Target
            id={`${id}_on_${index}_target`}
            value={way.target}
            options={others}
            onChange={(target) => setOn(on.map((each, at) => (at === index ? { ...each, target } : each)))}
          />
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined />}
            aria-label={t('form.remove')}
            onClick={() => setOn(on.filter((_, at) => at !== index))}
          />
          <div className={styles['guard']}>
            <span className={styles['word']}>{t('machine.when')}</span>
            <TemplateText
              id={`${id}_on_${index}_when`}
              label={t('machine.guard')}
              value={way.when ?? ''}
              language="cel"
              inRow
              maxRows={4}
              placeholder={t('machine.always')}
              onChange={(when) => setOn(on.map((each, at) => (at === index ? withWhen(each, when) : each)))}
            />
          </div>
        </div>
      ))}
      <datalist id={`${id}-events`}>
        <option value="done" />
        <option value="error" />
      </datalist>
      {after.map((way, index) => (
        <div key={index} className={styles['way']} id={`${id}_after_${index}`}>
          <span className={styles['word']}>{t('machine.after')}</span>
          {typeof way.seconds === 'string' && way.seconds.includes('{{') ? (
            <Input
              size="small"
              id={`${id}_after_${index}_seconds`}
              value={way.seconds}
              aria-label={t('machine.seconds')}
              onChange={(event) => setAfter(after.map((each, at) => (at === index ? { ...each, seconds: event.target.value } : each)))}
            />
          ) : (
            <InputNumber
              size="small"
              id={`${id}_after_${index}_seconds`}
              min={0}
              style={{ width: '100%' }}
              suffix="s"
              value={Number(way.seconds)}
              aria-label={t('machine.seconds')}
              onChange={(seconds) => setAfter(after.map((each, at) => (at === index ? { ...each, seconds: seconds ?? 0 } : each)))}
            />
          )}
          <span className={styles['word']}>→</span>
          <Target
            id={`${id}_after_${index}_target`}
            value={way.target}
            options={others}
            onChange={(target) => setAfter(after.map((each, at) => (at === index ? { ...each, target } : each)))}
          />
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined />}
            aria-label={t('form.remove')}
            onClick={() => setAfter(after.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <div className={styles['adds']}>
        <Button
          size="small"
          type="text"
          icon={<PlusOutlined />}
          onClick={() => setOn([...on, { event: 'done', target: elsewhere(names, name) }])}
        >
          {t('machine.addOn')}
        </Button>
        <Button
          size="small"
          type="text"
          icon={<PlusOutlined />}
          onClick={() => setAfter([...after, { seconds: 60, target: elsewhere(names, name) }])}
        >
          {t('machine.addAfter')}
        </Button>
      </div>
    </section>
  );
}
const elsewhere = (names: readonly string[], name: string): string =>
  names[names.indexOf(name) + 1] ?? names.find((each) => each !== name) ?? name;
function withWhen({ when: _, ...way }: Way, when: string | undefined): Way {
  return when === undefined ? way : { ...way, when };
}
function Target({
  id,
  value,
  options,
  onChange,
}: {
  readonly id: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (target: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <Select
      size="small"
      id={id}
      value={value || null}
      aria-label={t('machine.target')}
      placeholder={t('machine.target')}
      status={options.some((option) => option.value === value) ? '' : 'error'}
      options={[...options]}
      onChange={onChange}
    />
  );
}
/** A name takes effect when it is whole and free; every transition to the state follows. */
function StateName({
  id,
  name,
  problemOf,
  onRename,
}: {
  readonly id: string;
  readonly name: string;
  readonly problemOf: (text: string) => 'form' | 'taken' | null;
  readonly onRename: (to: string) => void;
}) {
  const { t } = useTranslation();
  const [text, setText] = useState<string | null>(null);
  const shown = text ?? name;
  const commit = (): void => {
    if (text !== null && text !== name && !problemOf(text)) onRename(text);
    setText(null);
  };
  return (
    <Input
      id={id}
      size="small"
      className={styles['name'] ?? ''}
      value={shown}
      status={problemOf(shown) ? 'error' : ''}
      aria-label={t('machine.name')}
      onChange={(event) => setText(event.target.value)}
      onBlur={commit}
      onPressEnter={commit}
    />
  );
}
