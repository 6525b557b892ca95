import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Dropdown, Input, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCredentials } from '../../api/registry.js';
import type { Json, JsonObject, TriggerDefinition } from '../../api/types.js';
import { AnyValue } from '../../shared/form/AnyValueField.js';
import styles from './properties.module.css';

const PRESETS: { readonly [type in TriggerDefinition['type']]: Partial<TriggerDefinition> } = {
  schedule: { config: { cron: '0 9 * * *', timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, missed: 'one' }, input: {} },
  webhook: { config: { auth: 'none', respond: 'accepted' }, input: '{{ trigger.body }}' },
  event: { config: { topic: '' }, input: '{{ trigger.event }}' },
};
interface Props {
  readonly triggers: readonly TriggerDefinition[];
  readonly onChange: (triggers: readonly TriggerDefinition[]) => void;
}
/** What starts the workflow by itself once it is published. */
export function TriggerList({ triggers, onChange }: Props) {
  const { t } = useTranslation();
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
        <div key={index} className={styles['trigger']}>
          <div className={styles['triggerHead']}>
            <Input
              size="small"
              value={trigger.id}
              aria-label={t('props.id')}
              style={{ fontFamily: 'var(--mono)' }}
              onChange={(event) => set(index, { id: event.target.value })}
            />
            <span>{t(`trigger.${trigger.type}`)}</span>
            <Switch
              size="small"
              checked={trigger.enabled !== false}
              aria-label={t('trigger.enabled')}
              onChange={(on) => set(index, on ? { enabled: true } : { enabled: false })}
            />
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={t('form.remove')}
              onClick={() => onChange(triggers.filter((_, at) => at !== index))}
            />
          </div>
          <TriggerConfig type={trigger.type} config={trigger.config ?? {}} onChange={(config) => set(index, { config })} />
          <div className={styles['formRow']} style={{ marginBottom: 0 }}>
            <label>{t('trigger.input')}</label>
            <AnyValue value={trigger.input} onChange={(input) => set(index, { input: (input ?? null) as Json })} />
          </div>
        </div>
      ))}
      <Dropdown
        trigger={['click']}
        menu={{
          items: (['schedule', 'webhook', 'event'] as const).map((type) => ({
            key: type,
            label: t(`trigger.${type}`),
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
function TriggerConfig({
  type,
  config,
  onChange,
}: {
  readonly type: TriggerDefinition['type'];
  readonly config: JsonObject;
  readonly onChange: (config: JsonObject) => void;
}) {
  const { t } = useTranslation();
  const credentials = useCredentials();
  const put = (name: string, value: Json | undefined): void => {
    const { [name]: _, ...rest } = config;
    onChange(value === undefined || value === '' ? rest : { ...rest, [name]: value });
  };
  const text = (name: string, placeholder = '') => (
    <div className={styles['formRow']}>
      <label>{t(`trigger.fields.${name}`)}</label>
      <Input
        value={typeof config[name] === 'string' ? config[name] : ''}
        placeholder={placeholder}
        style={{ fontFamily: 'var(--mono)', fontSize: 12.5 }}
        onChange={(event) => put(name, event.target.value)}
      />
    </div>
  );
  const choice = (name: string, options: readonly string[]) => (
    <div className={styles['formRow']}>
      <label>{t(`trigger.fields.${name}`)}</label>
      <Select
        style={{ width: '100%' }}
        value={typeof config[name] === 'string' ? config[name] : (options[0] ?? null)}
        onChange={(value) => put(name, value)}
        options={options.map((value) => ({ value, label: t(`trigger.options.${value}`) }))}
      />
    </div>
  );
  if (type === 'schedule')
    return (
      <>
        {text('cron', '0 9 * * *')}
        <div className={styles['pairRow']}>
          {text('timeZone', 'UTC')}
          {choice('missed', ['skip', 'one'])}
        </div>
      </>
    );
  if (type === 'event')
    return (
      <>
        {text('topic')}
        {text('filter', 'event.data.amount > 100')}
      </>
    );
  const secured = typeof config['credential'] === 'string';
  return (
    <>
      <div className={styles['formRow']}>
        <label>{t('trigger.fields.credential')}</label>
        <Select
          style={{ width: '100%' }}
          value={secured ? (config['credential'] as string) : ''}
          onChange={(value) => {
            const { credential: _c, auth: _a, ...rest } = config;
            onChange(value ? { ...rest, credential: value } : { ...rest, auth: 'none' });
          }}
          options={[
            { value: '', label: t('trigger.open') },
            ...(credentials.data?.items ?? []).map((credential) => ({ value: credential.key, label: credential.key })),
          ]}
        />
      </div>
      <div className={styles['pairRow']}>
        {choice('respond', ['accepted', 'result'])}
        {text('dedupe')}
      </div>
    </>
  );
}
