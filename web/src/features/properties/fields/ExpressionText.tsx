import { ExpandOutlined } from '@ant-design/icons';
import { Tooltip } from 'antd';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeEditor } from '../../../shared/code/CodeEditor.js';
import { LARGE_TEXT, LargeText } from '../../../shared/code/LargeText.js';
import type { CodeLanguage, Complete, EditorHandle, FindFaults } from '../../../shared/code/editor-types.js';
import { optionsAt } from '../expression/expression-options.js';
import { loadEngine } from '../expression/use-engine.js';
import { useNodeForm } from '../FormContext.js';
import { ReferencePicker } from '../ReferencePicker.js';
import { ExpressionDialog } from './ExpressionDialog.js';
import { ExpressionPreview } from './ExpressionPreview.js';
import styles from '../expression/expression.module.css';

interface Props {
  readonly value: string;
  readonly onChange: (value: string | undefined) => void;
  readonly language: CodeLanguage;
  readonly id?: string | undefined;
  readonly label?: string | undefined;
  readonly rows?: number;
  readonly maxRows?: number;
  readonly wrap?: boolean;
  readonly disabled?: boolean;
  readonly placeholder?: string | undefined;
  /** Without values to pick and without a preview: code, or a text that is no expression. */
  readonly plain?: boolean;
  /** In a row of its own, where the tools have no room above. */
  readonly inRow?: boolean;
}
/** Completion and checks of an expression field, by what is around it. */
export function useExpressionHelp(language: CodeLanguage): { readonly complete?: Complete; readonly findFaults?: FindFaults } {
  const { t } = useTranslation();
  const form = useNodeForm();
  const expression = language === 'cel' || language === 'template';
  const template = language === 'template';
  const findFaults = useCallback<FindFaults>(async (text) => (await loadEngine()).faultsOf(text, template), [template]);
  const complete = useCallback<Complete>(
    (text, at, explicit) =>
      form &&
      optionsAt(
        { references: form.references, lastValue: form.lastValue, explain: (name) => t(`code.fn.${name}`) },
        text,
        at,
        explicit,
        template,
      ),
    [form, template, t],
  );
  return useMemo(() => (expression ? { complete, findFaults } : {}), [expression, complete, findFaults]);
}
/** A field for an expression, a text with expressions, or code: completion, errors in place, what it gives, and a large editor on demand. */
export function TemplateText(props: Props) {
  const { value, onChange, language, id, rows = 1, maxRows = 14, wrap = true, disabled = false, placeholder, plain = false } = props;
  const { t } = useTranslation();
  const form = useNodeForm();
  const handle = useRef<EditorHandle>(null);
  const [large, setLarge] = useState(false);
  const [focused, setFocused] = useState(false);
  const help = useExpressionHelp(language);
  const template = language !== 'cel';
  const change = (text: string): void => onChange(text === '' ? undefined : text);
  const asPicked = (expression: string): string => (template ? `{{ ${expression} }}` : expression);
  const live = !plain && form !== null;
  return (
    <div className={`${styles['field']} ${props.inRow ? styles['inRow'] : ''}`}>
      {value.length > LARGE_TEXT ? (
        <LargeText id={id} text={value} label={props.label} />
      ) : (
        <CodeEditor
          id={id}
          label={props.label}
          value={value}
          language={language}
          minRows={rows}
          maxRows={maxRows}
          wrap={wrap}
          disabled={disabled}
          placeholder={placeholder}
          numbers={language === 'javascript'}
          handle={handle}
          {...help}
          onChange={change}
          onFocus={() => setFocused(true)}
          onBlur={() => setFocused(false)}
        />
      )}
      {live && (focused || language === 'cel') && <ExpressionPreview text={value} template={template} />}
      <div className={styles['tools']}>
        {live && <ReferencePicker onPick={(expression) => handle.current?.insert(asPicked(expression))} />}
        <Tooltip title={t('code.expand')} mouseEnterDelay={0.4}>
          <button type="button" className={styles['tool']} aria-label={t('code.expand')} onClick={() => setLarge(true)}>
            <ExpandOutlined />
          </button>
        </Tooltip>
      </div>
      {large && (
        <ExpressionDialog
          value={value}
          language={language}
          title={props.label ?? t('code.expand')}
          disabled={disabled}
          live={live}
          help={help}
          asPicked={asPicked}
          onChange={change}
          onClose={() => setLarge(false)}
        />
      )}
    </div>
  );
}
