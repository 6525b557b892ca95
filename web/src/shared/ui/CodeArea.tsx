import { memo, useMemo, useRef, type KeyboardEvent } from 'react';
import { highlightLine, type Language } from './highlight.js';
import styles from './code-area.module.css';

const Line = memo(function Line({ text, language }: { readonly text: string; readonly language: Language }) {
  return (
    <>
      {highlightLine(text, language).map((piece, index) =>
        piece.kind === 'plain' ? (
          piece.text
        ) : (
          <span key={index} className={styles[piece.kind]}>
            {piece.text}
          </span>
        ),
      )}
      {'\n'}
    </>
  );
});
export interface CodeMark {
  readonly line: number;
  readonly severity: 'error' | 'warning';
  readonly message: string;
}
const LINE_PX = 20;
const PADDING_PX = 16;
interface Props {
  readonly value: string;
  readonly language: Language;
  readonly onChange?: (value: string) => void;
  readonly onBlur?: () => void;
  readonly id?: string;
  readonly label?: string;
  readonly placeholder?: string;
  readonly minRows?: number;
  readonly maxRows?: number;
  /** Line numbers, marks and the height of what holds it. */
  readonly full?: boolean;
  readonly marks?: readonly CodeMark[];
  readonly wrap?: boolean;
  readonly disabled?: boolean;
  readonly textareaRef?: (element: HTMLTextAreaElement | null) => void;
}
/** A text field for code: the browser's own, drawn through so that what lies under it can be coloured. Tab indents; Escape gives Tab back to the page. */
export function CodeArea({
  value,
  language,
  onChange,
  onBlur,
  id,
  label,
  placeholder,
  minRows = 3,
  maxRows = 20,
  full,
  marks,
  wrap,
  disabled,
  textareaRef,
}: Props) {
  const released = useRef(false);
  const lines = useMemo(() => value.split('\n'), [value]);
  const byLine = useMemo(() => new Map((marks ?? []).map((mark) => [mark.line, mark])), [marks]);
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.key === 'Escape') released.current = true;
    else if (event.key === 'Tab' && !released.current && !event.shiftKey && !event.altKey && !event.metaKey && !event.ctrlKey) {
      event.preventDefault();
      document.execCommand('insertText', false, '  ');
    } else if (event.key !== 'Tab' && event.key !== 'Shift') released.current = false;
  };
  const height = (rows: number): number => rows * LINE_PX + PADDING_PX;
  return (
    <div
      className={styles['area']}
      data-full={full || undefined}
      data-disabled={disabled || undefined}
      style={full ? undefined : ({ '--least': `${height(minRows)}px`, '--most': `${height(maxRows)}px` } as React.CSSProperties)}
    >
      <div className={styles['scroll']}>
        {full && (
          <div className={styles['gutter']} aria-hidden="true">
            {lines.map((_, index) => (
              <div key={index} data-severity={byLine.get(index + 1)?.severity} title={byLine.get(index + 1)?.message}>
                {index + 1}
              </div>
            ))}
          </div>
        )}
        <div className={styles['stack']} data-wrap={wrap || undefined}>
          <pre aria-hidden="true" className={styles['paint']}>
            {lines.map((line, index) => (
              <Line key={index} text={line} language={language} />
            ))}
          </pre>
          <textarea
            id={id}
            ref={textareaRef}
            className={styles['input']}
            value={value}
            onChange={(event) => onChange?.(event.target.value)}
            onKeyDown={onKeyDown}
            onBlur={onBlur}
            aria-label={label}
            placeholder={placeholder}
            readOnly={!onChange}
            disabled={disabled}
            spellCheck={false}
            autoCapitalize="off"
            autoCorrect="off"
            wrap={wrap ? 'soft' : 'off'}
          />
        </div>
      </div>
    </div>
  );
}
