/** What an editor of code is told; nothing of the library behind it shows here. */
export type CodeLanguage = 'cel' | 'template' | 'javascript' | 'yaml' | 'json';
export interface CodeMark {
  /** 1-based. */
  readonly line: number;
  readonly column?: number | undefined;
  readonly severity: 'error' | 'warning';
  readonly message: string;
}
/** Something wrong between two offsets. */
export interface CodeFault {
  readonly from: number;
  readonly to: number;
  readonly severity: 'error' | 'warning';
  readonly message: string;
}
export interface CodeOption {
  readonly label: string;
  /** Written instead of the label. */
  readonly apply?: string | undefined;
  /** Stands behind the label: a type, or a value. */
  readonly detail?: string | undefined;
  readonly info?: string | undefined;
  readonly kind: 'variable' | 'property' | 'function' | 'method' | 'keyword' | 'type';
  /** Higher comes first, from -99 to 99. */
  readonly boost?: number | undefined;
}
export interface CodeOptions {
  /** Offset from which what is typed is replaced. */
  readonly from: number;
  readonly options: readonly CodeOption[];
}
export type Complete = (text: string, at: number, explicit: boolean) => CodeOptions | null;
export type FindFaults = (text: string) => Promise<readonly CodeFault[]>;

/** What the owner of an editor can do with it. */
export interface EditorHandle {
  /** Puts `text` where the caret stands, over what is selected. */
  insert(text: string): void;
  focus(): void;
}
export interface CodeEditorProps {
  readonly value: string;
  readonly language: CodeLanguage;
  readonly onChange?: ((value: string) => void) | undefined;
  readonly onBlur?: (() => void) | undefined;
  readonly onFocus?: (() => void) | undefined;
  readonly id?: string | undefined;
  /** Name for those who cannot see the label beside it. */
  readonly label?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly minRows?: number;
  readonly maxRows?: number;
  /** Line numbers, folding, search, and the height of what holds it. */
  readonly full?: boolean;
  /** Line numbers in a field. */
  readonly numbers?: boolean;
  readonly wrap?: boolean;
  readonly disabled?: boolean;
  readonly autoFocus?: boolean;
  readonly complete?: Complete | undefined;
  readonly findFaults?: FindFaults | undefined;
  readonly marks?: readonly CodeMark[] | undefined;
  readonly handle?: React.Ref<EditorHandle> | undefined;
}
