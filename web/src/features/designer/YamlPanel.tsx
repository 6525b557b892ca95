import { Segmented } from 'antd';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNodeTypes } from '../../api/catalog.js';
import type { NodeTypeDescriptor, WorkflowDefinition } from '../../api/types.js';
import { problemSentence } from '../../shared/i18n/explain.js';
import { CodeEditor } from '../../shared/code/CodeEditor.js';
import type { CodeMark, Complete } from '../../shared/code/editor-types.js';
import { CopyButton } from '../../shared/ui/CopyButton.js';
import { useDesigner, useDesignerStore } from './designer-store.js';
import { placesIn } from './pointer-places.js';
import { parseText, type TextProblem } from './yaml-document.js';
import { yamlOptions } from './yaml-options.js';
import styles from './designer.module.css';

type Form = 'yaml' | 'json';
/** The workflow as text. The canvas follows every version of it that parses. */
export function YamlPanel() {
  const { t } = useTranslation();
  const store = useDesignerStore();
  const text = useDesigner((state) => state.text);
  const definition = useDesigner((state) => state.definition);
  const textProblems = useDesigner((state) => state.textProblems);
  useEffect(() => void store.getState().syncText(), [store, definition]);
  const [form, setForm] = useState<Form>('yaml');
  const [jsonProblems, setJsonProblems] = useState<readonly TextProblem[]>([]);
  const shown = form === 'yaml' ? textProblems : jsonProblems;
  return (
    <div className={styles['yaml']} data-region="text">
      {form === 'yaml' ? (
        <YamlText text={text} textProblems={textProblems} />
      ) : (
        <JsonText definition={definition} onProblems={setJsonProblems} />
      )}
      <div className={styles['yamlTools']}>
        <Segmented
          size="small"
          value={form}
          onChange={(next) => {
            setForm(next);
            setJsonProblems([]);
          }}
          options={[
            { value: 'yaml' as const, label: 'YAML' },
            { value: 'json' as const, label: 'JSON', disabled: textProblems.length > 0, title: t('problems.jsonLead') },
          ]}
        />
        <CopyButton text={form === 'yaml' ? text : JSON.stringify(definition, null, 2)} label={t('app.copy')} />
      </div>
      {shown.length > 0 && (
        <div className={styles['yamlProblems']} role="alert">
          {shown.slice(0, 20).map((problem, index) => (
            <div key={index}>
              {t('problems.at', { line: problem.line, column: problem.column })} {problem.message}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
function YamlText({ text, textProblems }: { readonly text: string; readonly textProblems: readonly TextProblem[] }) {
  const store = useDesignerStore();
  const problems = useDesigner((state) => state.problems);
  const types = useNodeTypes();
  const byType = useMemo(() => new Map<string, NodeTypeDescriptor>((types.data ?? []).map((type) => [type.type, type])), [types.data]);
  const complete = useCallback<Complete>((written, at, explicit) => yamlOptions(byType, written, at, explicit), [byType]);
  const marks = useMemo<CodeMark[]>(() => {
    if (textProblems.length) return textProblems.map((problem) => ({ ...problem, severity: 'error' as const }));
    if (problems.length === 0) return [];
    const place = placesIn(text);
    return problems
      .slice(0, 500)
      .map((problem) => ({ ...place(problem.pointer), severity: problem.severity, message: problemSentence(problem) }));
    // eslint-disable-next-line react-hooks/exhaustive-deps -- places follow the next answer about the problems
  }, [problems, textProblems]);
  return (
    <CodeEditor full value={text} language="yaml" label="YAML" marks={marks} complete={complete} onChange={store.getState().editText} />
  );
}
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
/** YAML reads JSON too, and says where; what only JSON refuses is at its beginning. */
function whereItBreaks(text: string): TextProblem {
  const parsed = parseText(text);
  return ('problems' in parsed && parsed.problems[0]) || { message: 'this is not valid JSON', line: 1, column: 1 };
}
/** The same document as JSON. What parses changes the definition, and the YAML follows with its comments. */
function JsonText({
  definition,
  onProblems,
}: {
  readonly definition: WorkflowDefinition;
  readonly onProblems: (problems: readonly TextProblem[]) => void;
}) {
  const store = useDesignerStore();
  const [text, setText] = useState(() => JSON.stringify(definition, null, 2));
  const [of, setOf] = useState(definition);
  if (of !== definition) {
    // Changed elsewhere, by an undo for example: a person's own spelling of the same stays.
    setOf(definition);
    setText(JSON.stringify(definition, null, 2));
  }
  const change = (next: string): void => {
    setText(next);
    const parsed = isJson(next) ? parseText(next) : { problems: [whereItBreaks(next)] };
    if ('problems' in parsed) {
      onProblems(parsed.problems);
      return;
    }
    onProblems([]);
    if (JSON.stringify(parsed.definition) === JSON.stringify(definition)) return;
    store.getState().edit(() => parsed.definition, 'json');
    setOf(parsed.definition);
  };
  return <CodeEditor full value={text} language="json" label="JSON" onChange={change} />;
}
