import { PlusOutlined } from '@ant-design/icons';
import { Popover, Tooltip } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNodeForm } from './FormContext.js';
import { ReferenceList } from './ReferenceList.js';
import expressionStyles from './expression/expression.module.css';
import styles from './properties.module.css';

/** Offers what an expression here may refer to, with the values of the latest execution. */
export function ReferencePicker({ onPick }: { readonly onPick: (expression: string) => void }) {
  const { t } = useTranslation();
  const form = useNodeForm();
  const [open, setOpen] = useState(false);
  if (!form) return null;
  const list = (
    <div className={styles['picker']}>
      <ReferenceList
        onPick={(expression) => {
          onPick(expression);
          setOpen(false);
        }}
      />
    </div>
  );
  return (
    <Popover open={open} onOpenChange={setOpen} trigger="click" placement="leftTop" content={list} destroyOnHidden>
      <Tooltip title={open ? '' : t('props.insertReference')} mouseEnterDelay={0.4}>
        <button type="button" className={expressionStyles['tool']} aria-label={t('props.insertReference')}>
          <PlusOutlined style={{ fontSize: 9 }} />
          <span>{'{ }'}</span>
        </button>
      </Tooltip>
    </Popover>
  );
}
