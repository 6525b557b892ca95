import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeArea, type CodeMark } from '../../shared/ui/CodeArea.js';
import { CopyButton } from '../../shared/ui/CopyButton.js';
import { useDesigner, useDesignerStore } from './designer-store.js';
import styles from './designer.module.css';

/** The workflow as text. The canvas follows every version of it that parses. */
export function YamlPanel() {
  const { t } = useTranslation();
  const store = useDesignerStore();
  const text = useDesigner((state) => state.text);
  const definition = useDesigner((state) => state.definition);
  useEffect(() => void store.getState().syncText(), [store, definition]);
  const textProblems = useDesigner((state) => state.textProblems);
  const problems = useDesigner((state) => state.problems);
  const marks = useMemo<CodeMark[]>(
    () => [
      ...problems.flatMap((problem) =>
        problem.line === undefined || textProblems.length
          ? []
          : [{ line: problem.line, severity: problem.severity, message: problem.message }],
      ),
      ...textProblems.map((problem) => ({ line: problem.line, severity: 'error' as const, message: problem.message })),
    ],
    [problems, textProblems],
  );
  return (
    <div className={styles['yaml']}>
      <CodeArea full value={text} language="yaml" label="YAML" marks={marks} onChange={store.getState().editText} />
      <div className={styles['yamlTools']}>
        <CopyButton text={text} label={t('app.copy')} />
      </div>
      {textProblems.length > 0 && (
        <div className={styles['yamlProblems']} role="alert">
          {textProblems.map((problem, index) => (
            <div key={index}>
              {t('problems.at', { line: problem.line, column: problem.column })} {problem.message}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
