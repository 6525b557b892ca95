import { Input, InputNumber, Select } from 'antd';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Json, JsonObject, JsonSchema } from '../../../api/types.js';
import { AnyValue } from '../../../shared/form/AnyValueField.js';
import { FieldList } from './FieldList.js';
import { choicesOf, FIELD_KINDS, isObject, kindOf, withKind, withWord, type FieldKind } from './schema-model.js';
import styles from './schema.module.css';

const MAX_DEPTH = 8;
interface Props {
  readonly id: string;
  readonly schema: JsonSchema;
  readonly onChange: (schema: JsonSchema) => void;
  readonly disabled: boolean;
  readonly depth: number;
}
/** What can be said of one field: how it is labelled, what it allows, and what is inside a list or a group. */
export function FieldDetails({ id, schema, onChange, disabled, depth }: Props) {
  const { t } = useTranslation();
  const kind = kindOf(schema);
  if (kind === 'other' || depth > MAX_DEPTH)
    return (
      <>
        <p className={styles['none']}>{t('schema.otherLead')}</p>
        <AnyValue
          id={`${id}_yaml`}
          label="YAML"
          value={schema as Json}
          disabled={disabled}
          onChange={(next) => onChange((next ?? {}) as JsonSchema)}
        />
      </>
    );
  const words = isObject(schema) ? schema : ({} as JsonObject);
  const set = (word: string, value: Json | undefined): void => onChange(withWord(schema, word, value));
  const text = (word: string): string => (typeof words[word] === 'string' ? words[word] : '');
  return (
    <>
      <Labelled label={t('form.label')}>
        {(field) => (
          <Input size="small" id={field} value={text('title')} disabled={disabled} onChange={(event) => set('title', event.target.value)} />
        )}
      </Labelled>
      <Labelled label={t('schema.help')}>
        {(field) => (
          <Input
            size="small"
            id={field}
            value={text('description')}
            disabled={disabled}
            onChange={(event) => set('description', event.target.value)}
          />
        )}
      </Labelled>
      {kind === 'choice' && (
        <Labelled label={t('schema.choices')} wide>
          {(field) => (
            <Select
              id={field}
              size="small"
              mode="tags"
              open={false}
              suffixIcon={null}
              style={{ width: '100%' }}
              tokenSeparators={[',', '，', ';']}
              disabled={disabled}
              placeholder={t('schema.choicesHint')}
              value={((words['enum'] ?? []) as readonly Json[]).map(String)}
              onChange={(values: string[]) => set('enum', choicesOf(words, values))}
            />
          )}
        </Labelled>
      )}
      <Limits kind={kind} words={words} set={set} disabled={disabled} />
      <Default kind={kind} words={words} set={set} disabled={disabled} />
      {kind === 'list' && <Items id={id} words={words} set={set} disabled={disabled} depth={depth} />}
      {kind === 'group' && (
        <div className={styles['nested']}>
          <FieldList id={id} schema={schema} onChange={onChange} disabled={disabled} depth={depth + 1} />
        </div>
      )}
    </>
  );
}
interface PartProps {
  readonly kind: FieldKind;
  readonly words: JsonObject;
  readonly set: (word: string, value: Json | undefined) => void;
  readonly disabled: boolean;
}
const BOUNDS: { readonly [kind in FieldKind]?: readonly [least: string, most: string, key: 'value' | 'length' | 'items'] } = {
  number: ['minimum', 'maximum', 'value'],
  integer: ['minimum', 'maximum', 'value'],
  text: ['minLength', 'maxLength', 'length'],
  longText: ['minLength', 'maxLength', 'length'],
  list: ['minItems', 'maxItems', 'items'],
};
function Limits({ kind, words, set, disabled }: PartProps) {
  const { t } = useTranslation();
  const bounds = BOUNDS[kind];
  if (!bounds) return null;
  const [least, most, what] = bounds;
  return (
    <>
      {([least, most] as const).map((word) => (
        <Labelled key={word} label={t(`schema.${word === least ? 'least' : 'most'}.${what}`)}>
          {(field) => (
            <InputNumber
              size="small"
              id={field}
              style={{ width: '100%' }}
              disabled={disabled}
              {...(what === 'value' ? {} : { min: 0, precision: 0 })}
              value={typeof words[word] === 'number' ? words[word] : null}
              onChange={(value) => set(word, value ?? undefined)}
            />
          )}
        </Labelled>
      ))}
    </>
  );
}
function Default({ kind, words, set, disabled }: PartProps) {
  const { t } = useTranslation();
  const preset = words['default'];
  if (kind === 'group' || kind === 'list' || kind === 'any') return null;
  const choices = kind === 'boolean' ? [true, false] : kind === 'choice' ? ((words['enum'] ?? []) as readonly Json[]) : undefined;
  return (
    <Labelled label={t('schema.default')} wide={kind === 'longText'}>
      {(field) =>
        choices ? (
          <Select
            size="small"
            id={field}
            allowClear
            style={{ width: '100%' }}
            disabled={disabled}
            value={preset === undefined ? null : String(preset)}
            placeholder={t('form.unset')}
            options={choices.map((value) => ({
              value: String(value),
              label: kind === 'boolean' ? t(value ? 'form.yes' : 'form.no') : String(value),
            }))}
            onChange={(value: string | null) =>
              set(
                'default',
                choices.find((choice) => String(choice) === value),
              )
            }
          />
        ) : kind === 'number' || kind === 'integer' ? (
          <InputNumber
            size="small"
            id={field}
            style={{ width: '100%' }}
            disabled={disabled}
            {...(kind === 'integer' ? { precision: 0 } : {})}
            value={typeof preset === 'number' ? preset : null}
            onChange={(value) => set('default', value ?? undefined)}
          />
        ) : (
          <Input
            size="small"
            id={field}
            disabled={disabled}
            value={typeof preset === 'string' ? preset : ''}
            onChange={(event) => set('default', event.target.value)}
          />
        )
      }
    </Labelled>
  );
}
/** What each item of a list is; a group has fields of its own. */
function Items({ id, words, set, disabled, depth }: Omit<PartProps, 'kind'> & { readonly id: string; readonly depth: number }) {
  const { t } = useTranslation();
  const items = (words['items'] ?? true) as JsonSchema;
  const kind = kindOf(items);
  return (
    <>
      <Labelled label={t('schema.items')} wide>
        {(field) => (
          <Select<FieldKind>
            size="small"
            id={field}
            style={{ width: '100%' }}
            disabled={disabled}
            value={kind}
            options={FIELD_KINDS.map((value) => ({ value, label: t(`schema.kind.${value}`) }))}
            onChange={(next) => set('items', withKind(items, next) as Json)}
          />
        )}
      </Labelled>
      {(kind === 'group' || kind === 'list' || kind === 'choice') && (
        <div className={styles['nested']}>
          {kind === 'group' ? (
            <FieldList
              id={`${id}_items`}
              schema={items}
              onChange={(next) => set('items', next as Json)}
              disabled={disabled}
              depth={depth + 1}
            />
          ) : (
            <div className={styles['details']}>
              <FieldDetails
                id={`${id}_items`}
                schema={items}
                onChange={(next) => set('items', next as Json)}
                disabled={disabled}
                depth={depth + 1}
              />
            </div>
          )}
        </div>
      )}
    </>
  );
}
function Labelled({
  label,
  wide = false,
  children,
}: {
  readonly label: string;
  readonly wide?: boolean;
  readonly children: (id: string) => ReactNode;
}) {
  const id = useId();
  return (
    <div className={styles['cell']} data-wide={wide || undefined}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}
