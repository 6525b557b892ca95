import { Collapse } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonObject, JsonSchema } from '../../api/types.js';
import { ConfigForm } from './ConfigForm.js';
import { groupFields, setAmong } from './config-groups.js';
import { useFieldTarget } from './field-focus.js';
import type { PlacedProblem } from './problem-places.js';
import styles from './properties.module.css';

interface Props {
  readonly type: string;
  readonly schema: JsonSchema;
  readonly value: JsonObject | undefined;
  readonly onChange: (value: JsonObject) => void;
  readonly problems: readonly PlacedProblem[];
  readonly without?: readonly string[];
}
const NONE: readonly string[] = [];
/** The form of a node's configuration: what one needs, and the rest folded away under what of it is set. */
export function ConfigGroups({ type, schema, value, onChange, problems, without = NONE }: Props) {
  const { t } = useTranslation();
  const { needed, more } = useMemo(() => groupFields(type, schema), [type, schema]);
  const rare = more.filter((name) => !without.includes(name));
  const [open, setOpen] = useState(false);
  const target = useFieldTarget();
  const wanted = target !== null && target.nodeId !== undefined && rare.includes(String(target.path[1]));
  const broken = problems.some(({ path }) => path[0] === 'config' && rare.includes(String(path[1])));
  const set = setAmong(value, rare);
  const label = (name: string): string => {
    const child = (schema as { properties?: Record<string, { title?: string }> }).properties?.[name];
    return t([`field.${type}.${name}.label`, `field.common.${name}.label`], { defaultValue: child?.title ?? name });
  };
  const common = { schema, value, onChange, disabled: false, textScope: `field.${type}`, problems };
  return (
    <>
      <ConfigForm {...common} without={[...rare, ...without]} />
      {rare.length > 0 && (
        <Collapse
          ghost
          size="small"
          className={styles['more'] ?? ''}
          activeKey={open || wanted || broken ? ['more'] : []}
          onChange={(keys) => setOpen(keys.includes('more'))}
          items={[
            {
              key: 'more',
              label: (
                <span className={styles['moreLabel']}>
                  {t('props.more')}
                  <small>
                    {set.length > 0
                      ? set.map((entry) => `${label(entry.name)} ${entry.value}`.trim()).join(' · ')
                      : t('props.moreCount', { count: rare.length })}
                  </small>
                </span>
              ),
              children: <ConfigForm {...common} without={[...needed, ...without]} />,
            },
          ]}
        />
      )}
    </>
  );
}
