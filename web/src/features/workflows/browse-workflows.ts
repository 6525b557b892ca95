import type { WorkflowSummary } from '../../api/types.js';

export const STATES = ['published', 'draft', 'problems'] as const;
export type WorkflowState = (typeof STATES)[number];
interface View {
  /** `/`-joined; empty: the outermost. */
  readonly folder: string;
  readonly state: WorkflowState | undefined;
  readonly search: string;
}
export interface Browsed {
  readonly workflows: readonly WorkflowSummary[];
  /** Folders right below, with how many workflows lie in them at any depth. */
  readonly folders: readonly { readonly path: string; readonly name: string; readonly count: number }[];
}
const fits: { readonly [state in WorkflowState]: (workflow: WorkflowSummary) => boolean } = {
  published: ({ publishedRevision }) => publishedRevision !== null,
  draft: ({ publishedRevision }) => publishedRevision === null,
  problems: ({ problemCount }) => problemCount > 0,
};
/** What a folder shows: everything in it and below, and the folders to narrow that by. Who searches, or asks for a state, sees what fits alone. */
export function browse(all: readonly WorkflowSummary[], { folder, state, search }: View): Browsed {
  const below = all.filter((each) => folder === '' || each.folder === folder || each.folder.startsWith(`${folder}/`));
  const text = search.trim().toLowerCase();
  if (text || state)
    return {
      workflows: below.filter(
        (each) => (!state || fits[state](each)) && [each.name, each.key, each.folder].some((part) => part.toLowerCase().includes(text)),
      ),
      folders: [],
    };
  const counts = new Map<string, number>();
  for (const { folder: place } of below) {
    const rest = folder === '' ? place : place.slice(folder.length + 1);
    const name = rest.split('/')[0];
    if (name) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return {
    workflows: below,
    folders: [...counts]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([name, count]) => ({ name, count, path: folder === '' ? name : `${folder}/${name}` })),
  };
}
