import type { WidgetProps } from '@rjsf/utils';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';

/** Yes or no, with nothing chosen until somebody chooses. */
export function BooleanWidget({ value, onChange, disabled, readonly, id }: WidgetProps) {
  const { t } = useTranslation();
  return (
    <Segmented
      id={id}
      value={value === undefined || value === null ? '' : String(value)}
      disabled={disabled || readonly}
      options={[
        { label: t('form.yes'), value: 'true' },
        { label: t('form.no'), value: 'false' },
      ]}
      onChange={(chosen) => onChange(chosen === 'true')}
    />
  );
}
