import type { WorkflowSummary } from '../../api/types.js';

/** What may be written as a folder, `/`-joined: no empty steps, no blanks around them. Empty: the outermost. */
export const folderPath = (text: string): string =>
  text
    .split('/')
    .map((step) => step.trim())
    .filter(Boolean)
    .join('/');

/** Every folder that holds a workflow at any depth, in the order of the alphabet. */
export function foldersOf(workflows: readonly Pick<WorkflowSummary, 'folder'>[]): string[] {
  const found = new Set<string>();
  for (const { folder } of workflows) {
    const steps = folder.split('/').filter(Boolean);
    for (let depth = 1; depth <= steps.length; depth++) found.add(steps.slice(0, depth).join('/'));
  }
  return [...found].sort((a, b) => a.localeCompare(b));
}

export interface Move {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}
/** Where everything in the folder `from`, and below it, comes to lie when it is called `to`. */
export function renamedFolder(workflows: readonly Pick<WorkflowSummary, 'id' | 'folder'>[], from: string, to: string): Move[] {
  if (from === '' || from === to) return [];
  return workflows.flatMap(({ id, folder }) => {
    if (folder !== from && !folder.startsWith(`${from}/`)) return [];
    return [{ id, from: folder, to: folderPath(to + folder.slice(from.length)) }];
  });
}
