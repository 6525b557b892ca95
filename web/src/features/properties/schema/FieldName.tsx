import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** A name takes effect when it is whole and free, not letter by letter. */
export function FieldName({
  value,
  taken,
  onChange,
  disabled,
}: {
  readonly value: string;
  readonly taken: (name: string) => boolean;
  readonly onChange: (name: string) => void;
  readonly disabled: boolean;
}) {
  const { t } = useTranslation();
  const [text, setText] = useState<string | null>(null);
  const shown = text ?? value;
  const bad = shown.trim() === '' || taken(shown.trim());
  const commit = (): void => {
    if (text !== null && !bad && text.trim() !== value) onChange(text.trim());
    setText(null);
  };
  return (
    <Input
      size="small"
      value={shown}
      disabled={disabled}
      status={bad ? 'error' : ''}
      aria-label={t('form.name')}
      style={{ fontFamily: 'var(--mono)', fontSize: 12.5 }}
      onChange={(event) => setText(event.target.value)}
      onBlur={commit}
      onPressEnter={commit}
    />
  );
}
