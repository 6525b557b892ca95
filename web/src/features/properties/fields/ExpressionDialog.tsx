import { Modal } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeEditor } from '../../../shared/code/CodeEditor.js';
import { LARGE_TEXT } from '../../../shared/code/LargeText.js';
import type { CodeLanguage, Complete, EditorHandle, FindFaults } from '../../../shared/code/editor-types.js';
import { ReferenceList } from '../ReferenceList.js';
import { ExpressionPreview } from './ExpressionPreview.js';
import styles from '../expression/expression.module.css';

interface Props {
  readonly value: string;
  readonly language: CodeLanguage;
  readonly title: string;
  readonly disabled: boolean;
  /** Whether there are values to pick from and something to preview. */
  readonly live: boolean;
  readonly help: { readonly complete?: Complete; readonly findFaults?: FindFaults };
  readonly asPicked: (expression: string) => string;
  readonly onChange: (text: string) => void;
  readonly onClose: () => void;
}
/** The same field with room: the text, the values that it may use, and what it gives with the last of them. */
export function ExpressionDialog({ value, language, title, disabled, live, help, asPicked, onChange, onClose }: Props) {
  const { t } = useTranslation();
  const handle = useRef<EditorHandle>(null);
  return (
    <Modal open title={title} width={live ? 1080 : 900} footer={null} onCancel={onClose} destroyOnHidden>
      <div className={styles['dialog']} style={live ? undefined : { gridTemplateColumns: 'minmax(0, 1fr)' }} data-testid="large-editor">
        <div className={styles['main']}>
          <div className={styles['frame']}>
            <CodeEditor
              full
              value={value}
              language={language}
              label={title}
              wrap={language !== 'javascript' && value.length <= LARGE_TEXT}
              disabled={disabled}
              handle={handle}
              autoFocus
              {...help}
              onChange={onChange}
            />
          </div>
          {live && (
            <section className={styles['result']}>
              <h4>{t('code.preview')}</h4>
              <ExpressionPreview full text={value} template={language !== 'cel'} />
            </section>
          )}
        </div>
        {live && (
          <aside className={styles['aside']}>
            <h4>{t('props.insertReference')}</h4>
            <ReferenceList autoFocus={false} onPick={(expression) => handle.current?.insert(asPicked(expression))} />
          </aside>
        )}
      </div>
    </Modal>
  );
}
