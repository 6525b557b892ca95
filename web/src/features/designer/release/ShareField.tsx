import { InputNumber, Slider } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './release.module.css';

export const FIRST_SHARE = 10;
const LEAST = 1;
const MOST = 99;

/** A share of the new executions, by hand or by number. */
export function ShareField({
  id,
  value,
  onChange,
}: {
  readonly id: string;
  readonly value: number;
  readonly onChange: (percent: number) => void;
}) {
  const { t } = useTranslation();
  return (
    <div className={styles['share']}>
      <Slider min={LEAST} max={MOST} value={value} onChange={onChange} ariaLabelForHandle={t('canary.share')} />
      <InputNumber
        id={id}
        min={LEAST}
        max={MOST}
        precision={0}
        value={value}
        suffix="%"
        aria-label={t('canary.share')}
        onChange={(next) => onChange(next ?? LEAST)}
      />
    </div>
  );
}
