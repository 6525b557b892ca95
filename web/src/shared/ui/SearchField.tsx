import { SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';

/** One line to narrow a list by. */
export const SearchField = ({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) => (
  <Input
    allowClear
    type="search"
    prefix={<SearchOutlined />}
    placeholder={label}
    aria-label={label}
    value={value}
    onChange={(event) => onChange(event.target.value)}
    style={{ width: 300 }}
  />
);
