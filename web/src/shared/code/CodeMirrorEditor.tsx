/** The editor itself, a chunk of its own: only `CodeEditor` loads it. Styles are sheets of its own making, nothing is compiled from text. */
import { autocompletion, closeBrackets, completionStatus, startCompletion, type CompletionContext } from '@codemirror/autocomplete';
import { javascript } from '@codemirror/lang-javascript';
import { json } from '@codemirror/lang-json';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, syntaxHighlighting, syntaxTree } from '@codemirror/language';
import { forceLinting, linter, lintGutter, type Diagnostic } from '@codemirror/lint';
import type { Extension } from '@codemirror/state';
import CodeMirror, { EditorView, keymap, type ReactCodeMirrorRef } from '@uiw/react-codemirror';
import { useCallback, useEffect, useImperativeHandle, useMemo, useRef } from 'react';
import { celLanguage, highlightStyle, templateLanguage } from './cel-language.js';
import { bracesMarked } from './braces.js';
import { editorTheme, phrases } from './editor-theme.js';
import type { CodeEditorProps, CodeFault, CodeLanguage, CodeMark } from './editor-types.js';
import { useEditorWords } from './editor-words.js';
import styles from './code-editor.module.css';

const LINE_PX = 20;
const PADDING_PX = 12;
/** Above it what is typed is neither checked nor completed: it stays quick. */
const LARGE = 200_000;
const LINT_MS = 200;

const LANGUAGES: { readonly [language in CodeLanguage]: () => Extension } = {
  cel: () => celLanguage,
  template: () => templateLanguage,
  javascript: () => javascript(),
  json: () => json(),
  yaml: () => yaml(),
};
const asDiagnostic = ({ from, to, severity, message }: CodeFault, length: number): Diagnostic => ({
  from: Math.min(from, length),
  to: Math.min(Math.max(to, from), length),
  severity,
  message,
  // Text, never markup: messages repeat what people wrote.
  renderMessage: () => document.createTextNode(message.length > 600 ? `${message.slice(0, 600)}…` : message),
});
function markDiagnostics(view: EditorView, marks: readonly CodeMark[]): Diagnostic[] {
  const { doc } = view.state;
  return marks.slice(0, 1000).map((mark) => {
    const line = doc.line(Math.min(Math.max(mark.line, 1), doc.lines));
    const start = line.from + (mark.column === undefined ? (/^\s*(- )*/.exec(line.text.slice(0, 500))?.[0].length ?? 0) : mark.column - 1);
    return asDiagnostic({ ...mark, from: Math.min(start, line.to), to: line.to }, doc.length);
  });
}
/** What the parser could not read, as errors of syntax: for languages whose grammar says everything. */
function syntaxFaults(view: EditorView, message: string): Diagnostic[] {
  const found: Diagnostic[] = [];
  syntaxTree(view.state).iterate({
    enter: ({ type, from, to }) => {
      if (type.isError && found.length < 20) {
        const at = view.state.doc.lineAt(from);
        const start = from === to && from > at.from ? from - 1 : from;
        found.push({ from: start, to: Math.max(to, start + (start < at.to ? 1 : 0)), severity: 'error', message });
      }
    },
  });
  return found;
}
export function CodeMirrorEditor(props: CodeEditorProps) {
  const { value, language, full = false, numbers = full, wrap = false, disabled = false, minRows = 3, maxRows = 20 } = props;
  const words = useEditorWords();
  const editor = useRef<ReactCodeMirrorRef>(null);
  // The editor outlives many renderings: what it asks, it asks the latest one.
  const latest = useRef(props);
  latest.current = props;
  useImperativeHandle(
    props.handle,
    () => ({
      insert(text) {
        const view = editor.current?.view;
        if (!view) return;
        view.dispatch(view.state.replaceSelection(text), { userEvent: 'input', scrollIntoView: true });
        requestAnimationFrame(() => view.focus());
      },
      focus: () => editor.current?.view?.focus(),
    }),
    [],
  );
  const checks = props.findFaults !== undefined;
  const completes = props.complete !== undefined;
  const marked = props.marks !== undefined;
  const { id, label } = props;
  const extensions = useMemo(() => {
    const complete = (context: CompletionContext) => {
      const { doc } = context.state;
      if (doc.length > LARGE) return null;
      const found = latest.current.complete?.(doc.toString(), context.pos, context.explicit);
      if (!found || found.options.length === 0) return null;
      return {
        from: found.from,
        options: found.options.map(({ kind, info, ...option }) => ({
          ...option,
          type: kind,
          ...(info ? { info: () => textNode(info) } : {}),
        })),
        validFor: /^[\w$]*$/,
      };
    };
    const lint = async (view: EditorView): Promise<readonly Diagnostic[]> => {
      const { doc } = view.state;
      if (doc.length > LARGE) return [];
      const own = language === 'javascript' || language === 'json' ? syntaxFaults(view, words.syntax) : [];
      const told = (await latest.current.findFaults?.(doc.toString())) ?? [];
      return [...own, ...told.map((fault) => asDiagnostic(fault, doc.length)), ...markDiagnostics(view, latest.current.marks ?? [])];
    };
    const lints = checks || marked || language === 'javascript' || language === 'json';
    return [
      LANGUAGES[language](),
      syntaxHighlighting(highlightStyle),
      editorTheme,
      phrases(words),
      bracketMatching(),
      ...(language === 'yaml' || language === 'json' ? [bracesMarked] : []),
      closeBrackets(),
      ...(wrap ? [EditorView.lineWrapping] : []),
      ...(lints ? [linter(lint, { delay: LINT_MS }), ...(numbers ? [lintGutter()] : [])] : []),
      ...(completes
        ? [
            autocompletion({ override: [complete], icons: true, closeOnBlur: true, maxRenderedOptions: 60 }),
            keymap.of([{ key: 'Alt-ArrowDown', run: startCompletion }]),
          ]
        : []),
      EditorView.contentAttributes.of({
        ...(id ? { id } : {}),
        'aria-label': label ?? '',
        'aria-multiline': 'true',
        spellcheck: 'false',
        autocapitalize: 'off',
        autocorrect: 'off',
      }),
      EditorView.domEventHandlers({
        keydown: (event, view) => {
          // A list that is open takes Escape for itself; else it belongs to what is around the editor.
          if (event.key === 'Escape' && completionStatus(view.state) !== null) event.stopPropagation();
          return false;
        },
      }),
    ];
  }, [language, wrap, numbers, checks, completes, marked, id, label, words]);
  const { marks } = props;
  useEffect(() => {
    const view = editor.current?.view;
    if (view && marks) forceLinting(view);
  }, [marks]);
  // The same ones for ever: with a new one the library sets all its extensions up again.
  const onChange = useCallback((text: string) => latest.current.onChange?.(text), []);
  const height = (rows: number): string => `${rows * LINE_PX + PADDING_PX}px`;
  const size = full ? { height: '100%' } : { minHeight: height(minRows), maxHeight: height(maxRows) };
  return (
    <div className={styles['editor']} data-full={full || undefined} data-disabled={disabled || undefined} dir="ltr">
      <CodeMirror
        ref={editor}
        value={value}
        theme="none"
        {...size}
        {...(props.placeholder ? { placeholder: props.placeholder } : {})}
        extensions={extensions}
        editable={!disabled && props.onChange !== undefined}
        readOnly={disabled || props.onChange === undefined}
        autoFocus={props.autoFocus ?? false}
        indentWithTab={language === 'javascript' || language === 'yaml' || language === 'json'}
        basicSetup={{
          lineNumbers: numbers,
          foldGutter: full,
          highlightActiveLine: full,
          highlightActiveLineGutter: full,
          searchKeymap: full,
          highlightSelectionMatches: full,
          autocompletion: false,
          closeBrackets: false,
          bracketMatching: false,
          syntaxHighlighting: false,
          drawSelection: false,
          dropCursor: false,
          lintKeymap: true,
        }}
        onChange={onChange}
        onBlur={() => latest.current.onBlur?.()}
        onFocus={() => latest.current.onFocus?.()}
      />
    </div>
  );
}
function textNode(text: string): HTMLElement {
  const element = document.createElement('div');
  element.textContent = text.length > 1000 ? `${text.slice(0, 1000)}…` : text;
  return element;
}
