import { CheckOutlined, CopyOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

export function CopyButton({
  text,
  label,
  size = 'small',
}: {
  readonly text: string | (() => string);
  readonly label?: string;
  readonly size?: 'small' | 'middle';
}) {
  const { t } = useTranslation();
  const [done, setDone] = useState(false);
  const copy = (): void => {
    void navigator.clipboard.writeText(typeof text === 'function' ? text() : text).then(() => {
      setDone(true);
      setTimeout(() => setDone(false), 1500);
    });
  };
  const icon = done ? <CheckOutlined /> : <CopyOutlined />;
  return label ? (
    <Button size={size} icon={icon} onClick={copy}>
      {done ? t('app.copied') : label}
    </Button>
  ) : (
    <Tooltip title={done ? t('app.copied') : t('app.copy')}>
      <Button size={size} type="text" icon={icon} onClick={copy} aria-label={t('app.copy')} />
    </Tooltip>
  );
}
