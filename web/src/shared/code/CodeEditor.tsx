import { useEffect, useImperativeHandle, useRef, useState, type ComponentType } from 'react';
import { CodeArea } from '../ui/CodeArea.js';
import type { CodeEditorProps } from './editor-types.js';

type Editor = ComponentType<CodeEditorProps>;
let loaded: Editor | null = null;
let loading: Promise<Editor> | null = null;
/** Fetches the editor's chunk, once. */
export const loadEditor = (): Promise<Editor> =>
  (loading ??= import('./CodeMirrorEditor.js').then(
    (module) => (loaded = module.CodeMirrorEditor),
    (error: unknown) => {
      loading = null;
      throw error;
    },
  ));

/** A field for code. Until the editor has come, or where it cannot come, a plain one with the same text stands in its place. */
export function CodeEditor(props: CodeEditorProps) {
  const [Ready, setReady] = useState<Editor | null>(() => loaded);
  const area = useRef<HTMLTextAreaElement | null>(null);
  const [focused, setFocused] = useState(false);
  useEffect(() => {
    if (Ready) return;
    let gone = false;
    loadEditor().then(
      (editor) => {
        if (gone) return;
        setFocused(area.current !== null && document.activeElement === area.current);
        setReady(() => editor);
      },
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [Ready]);
  if (Ready) return <Ready {...props} {...(focused ? { autoFocus: true } : {})} />;
  return <Plain {...props} area={area} />;
}
function Plain({ area, handle, ...props }: CodeEditorProps & { readonly area: React.RefObject<HTMLTextAreaElement | null> }) {
  useImperativeHandle(handle, () => ({
    insert(text) {
      const element = area.current;
      const from = element?.selectionStart ?? props.value.length;
      const to = element?.selectionEnd ?? props.value.length;
      props.onChange?.(props.value.slice(0, from) + text + props.value.slice(to));
    },
    focus: () => area.current?.focus(),
  }));
  const { id, label, placeholder, onChange, onBlur, marks, full, wrap, disabled, minRows, maxRows, value, language } = props;
  return (
    <CodeArea
      value={value}
      language={language}
      {...(id ? { id } : {})}
      {...(label ? { label } : {})}
      {...(placeholder ? { placeholder } : {})}
      {...(onChange ? { onChange } : {})}
      {...(onBlur ? { onBlur } : {})}
      {...(marks ? { marks } : {})}
      {...(full ? { full } : {})}
      {...(wrap ? { wrap } : {})}
      {...(disabled ? { disabled } : {})}
      {...(minRows ? { minRows } : {})}
      {...(maxRows ? { maxRows } : {})}
      textareaRef={(element) => (area.current = element)}
    />
  );
}
