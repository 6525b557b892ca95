import { Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCredentials } from '../../../api/registry.js';
import type { Json, JsonObject, TriggerDefinition } from '../../../api/types.js';
import { TemplateText } from '../fields/ExpressionText.js';
import { CronField } from './CronField.js';
import styles from '../properties.module.css';

interface Props {
  readonly id: string;
  readonly type: TriggerDefinition['type'];
  readonly config: JsonObject;
  readonly onChange: (config: JsonObject) => void;
}
const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
const zones = (): readonly string[] => ['UTC', ...(Intl.supportedValuesOf?.('timeZone') ?? [])];

/** When a trigger fires: by the clock, by a call, or by an event of a topic. */
export function TriggerConfig({ id, type, config, onChange }: Props) {
  const { t } = useTranslation();
  const put = (name: string, value: Json | undefined): void => {
    if (value === undefined || value === '') {
      const { [name]: _, ...rest } = config;
      onChange(rest);
    } else onChange({ ...config, [name]: value });
  };
  const row = (name: string, control: ReactNode, help = '') => (
    <div className={styles['formRow']}>
      <label htmlFor={`${id}_${name}`}>{t(`trigger.fields.${name}`)}</label>
      {control}
      {help && <p className={styles['rowHelp']}>{help}</p>}
    </div>
  );
  const choice = (name: string, options: readonly string[]) =>
    row(
      name,
      <Select
        id={`${id}_${name}`}
        style={{ width: '100%' }}
        value={textOf(config[name]) || (options[0] ?? null)}
        onChange={(value) => put(name, value)}
        options={options.map((value) => ({ value, label: t(`trigger.options.${value}`) }))}
      />,
    );
  const expression = (name: string, language: 'cel' | 'template', placeholder: string) =>
    row(
      name,
      <TemplateText
        id={`${id}_${name}`}
        label={t(`trigger.fields.${name}`)}
        language={language}
        maxRows={4}
        value={textOf(config[name])}
        placeholder={placeholder}
        onChange={(value) => put(name, value)}
      />,
      t(`trigger.help.${name}`),
    );
  if (type === 'schedule')
    return (
      <>
        {row(
          'cron',
          <CronField
            id={`${id}_cron`}
            cron={textOf(config['cron'])}
            zone={textOf(config['timeZone']) || 'UTC'}
            onChange={(value) => put('cron', value)}
          />,
        )}
        <div className={styles['pairRow']}>
          {row(
            'timeZone',
            <Select
              id={`${id}_timeZone`}
              showSearch
              style={{ width: '100%' }}
              value={textOf(config['timeZone']) || 'UTC'}
              onChange={(value) => put('timeZone', value)}
              options={[...new Set([...zones(), textOf(config['timeZone'])].filter(Boolean))].map((value) => ({ value, label: value }))}
            />,
          )}
          {choice('missed', ['skip', 'one'])}
        </div>
      </>
    );
  if (type === 'event')
    return (
      <>
        {row(
          'topic',
          <Input
            id={`${id}_topic`}
            value={textOf(config['topic'])}
            placeholder="orders"
            style={{ fontFamily: 'var(--mono)', fontSize: 12.5 }}
            onChange={(event) => put('topic', event.target.value.trim())}
          />,
          t('trigger.help.topic'),
        )}
        {expression('filter', 'cel', 'trigger.event.data.amount > 100')}
        {expression('dedupe', 'template', '{{ trigger.event.data.orderId }}')}
      </>
    );
  return (
    <>
      <Secured id={`${id}_credential`} config={config} onChange={onChange} />
      {choice('respond', ['accepted', 'result'])}
      {expression('dedupe', 'template', '{{ trigger.body.id }}')}
    </>
  );
}
function Secured({
  id,
  config,
  onChange,
}: {
  readonly id: string;
  readonly config: JsonObject;
  readonly onChange: (config: JsonObject) => void;
}) {
  const { t } = useTranslation();
  const credentials = useCredentials();
  const chosen = textOf(config['credential']);
  const keys = (credentials.data?.items ?? [])
    .filter((each) => ['bearer', 'standard-webhooks'].includes(each.type))
    .map((each) => each.key);
  return (
    <div className={styles['formRow']}>
      <label htmlFor={id}>{t('trigger.fields.credential')}</label>
      <Select
        id={id}
        style={{ width: '100%' }}
        value={chosen}
        onChange={(value) => {
          const { credential: _c, auth: _a, ...rest } = config;
          onChange(value ? { ...rest, credential: value } : { ...rest, auth: 'none' });
        }}
        options={[
          { value: '', label: t('trigger.open') },
          ...[...new Set([...keys, chosen].filter(Boolean))].map((value) => ({ value, label: value })),
        ]}
      />
    </div>
  );
}
