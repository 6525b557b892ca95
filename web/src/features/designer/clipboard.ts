/** The system clipboard where it is permitted; else what this browser keeps, which still reaches its other windows. */
const KEY = 'agentflow.clipboard';
const keep = (text: string): void => {
  try {
    localStorage.setItem(KEY, text);
  } catch {
    // A full store: the system clipboard has it, or nobody.
  }
};
/** Puts text there. Answers whether other programs can have it, too. */
export async function writeClipboard(text: string): Promise<boolean> {
  keep(text);
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
/** What is to be pasted: the system's text, or what was last copied here. */
export async function readClipboard(): Promise<string> {
  try {
    const text = await navigator.clipboard.readText();
    if (text) return text;
  } catch {
    // Not permitted, or not there: a page without TLS has no clipboard.
  }
  return localStorage.getItem(KEY) ?? '';
}
/** Remembers what a copy event put on the system clipboard, for a paste that may not read it. */
export const rememberCopied = keep;
