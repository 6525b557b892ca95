import { Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Json, JsonSchema } from '../../../api/types.js';
import { SchemaForm } from '../../../shared/form/SchemaForm.js';
import { SchemaBody, type SchemaMode } from './SchemaBody.js';
import { isObject } from './schema-model.js';
import styles from './schema.module.css';

interface Props {
  readonly value: JsonSchema | undefined;
  readonly onChange: (value: JsonSchema | undefined) => void;
  readonly disabled: boolean;
  readonly mode: SchemaMode;
  readonly onMode: (mode: SchemaMode) => void;
  readonly onClose: () => void;
}
/** The fields with room, and beside them the form that people will see, live. */
export function SchemaDialog({ value, onChange, disabled, mode, onMode, onClose }: Props) {
  const { t } = useTranslation();
  const [tried, setTried] = useState<Json | undefined>(undefined);
  const fields = isObject(value) && isObject(value['properties']) ? Object.keys(value['properties']).length : 0;
  return (
    <Modal open title={t('schema.title')} width={980} footer={null} onCancel={onClose} destroyOnHidden>
      <div className={styles['dialog']} data-testid="schema-dialog">
        <div className={styles['pane']}>
          <SchemaBody id="schema-large" value={value} onChange={onChange} disabled={disabled} mode={mode} onMode={onMode} />
        </div>
        <section className={styles['pane']} data-preview aria-label={t('schema.preview')}>
          <h4>{t('schema.preview')}</h4>
          {fields === 0 ? (
            <p className={styles['none']}>{t('schema.previewNone')}</p>
          ) : (
            <SchemaForm
              key={JSON.stringify(value).length > 50_000 ? 'large' : 'form'}
              id="schema-preview"
              schema={value ?? {}}
              value={tried}
              onChange={setTried}
              onSubmit={() => {}}
            >
              <></>
            </SchemaForm>
          )}
        </section>
      </div>
    </Modal>
  );
}
