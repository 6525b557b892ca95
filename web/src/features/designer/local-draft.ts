/** What is not saved yet, kept in this browser so that a closed tab or a lost connection loses nothing. */
export interface LocalDraft {
  readonly text: string;
  /** The version that the text was made from. */
  readonly etag: string;
}
const key = (id: string): string => `agentflow.draft.${id}`;
export function keepDraft(id: string, draft: LocalDraft): void {
  try {
    localStorage.setItem(key(id), JSON.stringify(draft));
  } catch {
    // A full store must not stop anybody from editing.
  }
}
export const dropDraft = (id: string): void => localStorage.removeItem(key(id));
export function keptDraft(id: string): LocalDraft | null {
  try {
    const value = JSON.parse(localStorage.getItem(key(id)) ?? 'null') as LocalDraft | null;
    return value && typeof value.text === 'string' && typeof value.etag === 'string' ? value : null;
  } catch {
    return null;
  }
}
