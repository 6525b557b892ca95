import { SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useTranslation } from 'react-i18next';

interface Props {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onEnter: () => void;
}
export function PaletteSearch({ value, onChange, onEnter }: Props) {
  const { t } = useTranslation();
  return (
    <Input
      value={value}
      allowClear
      prefix={<SearchOutlined />}
      placeholder={t('palette.search')}
      onChange={(event) => onChange(event.target.value)}
      onPressEnter={onEnter}
    />
  );
}
