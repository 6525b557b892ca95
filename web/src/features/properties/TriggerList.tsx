import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Dropdown, Input, Switch } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Json, TriggerDefinition } from '../../api/types.js';
import { problemSentence } from '../../shared/i18n/explain.js';
import { AnyValue } from '../../shared/form/AnyValueField.js';
import { useDesigner } from '../designer/designer-store.js';
import { NodeForm, type NodeFormContext } from './FormContext.js';
import { TriggerConfig } from './triggers/TriggerConfig.js';
import { triggerReferences } from './triggers/trigger-references.js';
import { MAX_MESSAGE, placeProblem } from './problem-places.js';
import styles from './properties.module.css';

const PRESETS: { readonly [type in TriggerDefinition['type']]: Partial<TriggerDefinition> } = {
  schedule: { config: { cron: '0 9 * * *', timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, missed: 'one' }, input: {} },
  webhook: { config: { auth: 'none', respond: 'accepted' }, input: '{{ trigger.body }}' },
  event: { config: { topic: '' }, input: '{{ trigger.event.data }}' },
};
interface Props {
  readonly triggers: readonly TriggerDefinition[];
  readonly onChange: (triggers: readonly TriggerDefinition[]) => void;
}
/** What starts the workflow by itself once it is published. */
export function TriggerList({ triggers, onChange }: Props) {
  const { t } = useTranslation();
  const definition = useDesigner((state) => state.definition);
  const problems = useDesigner((state) => state.problems);
  const placed = useMemo(
    () => problems.filter(({ pointer }) => pointer.startsWith('/triggers/')).map((problem) => placeProblem(definition, problem)),
    [problems, definition],
  );
  const set = (index: number, change: Partial<TriggerDefinition>): void =>
    onChange(triggers.map((trigger, at) => (at === index ? { ...trigger, ...change } : trigger)));
  const add = (type: TriggerDefinition['type']): void => {
    let n = 1;
    while (triggers.some((trigger) => trigger.id === `${type}${n > 1 ? n : ''}`)) n++;
    onChange([...triggers, { id: `${type}${n > 1 ? n : ''}`, type, ...PRESETS[type] }]);
  };
  return (
    <div className={styles['triggers']}>
      {triggers.map((trigger, index) => (
        <TriggerCard
          key={index}
          id={`field-triggers_${index}`}
          trigger={trigger}
          problems={placed.filter(({ path }) => path[1] === index).map(({ problem }) => problemSentence(problem))}
          onSet={(change) => set(index, change)}
          onRemove={() => onChange(triggers.filter((_, at) => at !== index))}
        />
      ))}
      <Dropdown
        trigger={['click']}
        menu={{
          items: (['schedule', 'webhook', 'event'] as const).map((type) => ({
            key: type,
            label: (
              <div className={styles['option']}>
                {t(`trigger.${type}`)}
                <small>{t(`trigger.about.${type}`)}</small>
              </div>
            ),
            onClick: () => add(type),
          })),
        }}
      >
        <Button size="small" type="dashed" icon={<PlusOutlined />}>
          {t('trigger.add')}
        </Button>
      </Dropdown>
    </div>
  );
}
function TriggerCard({
  id,
  trigger,
  problems,
  onSet,
  onRemove,
}: {
  readonly id: string;
  readonly trigger: TriggerDefinition;
  readonly problems: readonly string[];
  readonly onSet: (change: Partial<TriggerDefinition>) => void;
  readonly onRemove: () => void;
}) {
  const { t } = useTranslation();
  const context = useMemo<NodeFormContext>(
    () => ({ references: triggerReferences(trigger.type), lastValue: () => undefined, values: null, never: true }),
    [trigger.type],
  );
  return (
    <NodeForm.Provider value={context}>
      <section className={styles['trigger']} id={id} aria-label={`${t(`trigger.${trigger.type}`)} ${trigger.id}`}>
        <div className={styles['triggerHead']}>
          <Input
            size="small"
            id={`${id}_id`}
            value={trigger.id}
            aria-label={t('props.id')}
            style={{ fontFamily: 'var(--mono)' }}
            onChange={(event) => onSet({ id: event.target.value })}
          />
          <span className={styles['triggerType']}>{t(`trigger.${trigger.type}`)}</span>
          <Switch
            size="small"
            checked={trigger.enabled !== false}
            aria-label={t('trigger.enabled')}
            onChange={(on) => onSet(on ? { enabled: true } : { enabled: false })}
          />
          <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t('form.remove')} onClick={onRemove} />
        </div>
        {problems.slice(0, 5).map((message, index) => (
          <p key={index} className={styles['rowProblem']} role="alert">
            {message.slice(0, MAX_MESSAGE)}
          </p>
        ))}
        <TriggerConfig id={`${id}_config`} type={trigger.type} config={trigger.config ?? {}} onChange={(config) => onSet({ config })} />
        <div className={styles['formRow']} style={{ marginBottom: 0 }} id={`${id}_input`}>
          <label>{t('trigger.input')}</label>
          <AnyValue label={t('trigger.input')} value={trigger.input} onChange={(input) => onSet({ input: (input ?? null) as Json })} />
        </div>
      </section>
    </NodeForm.Provider>
  );
}
