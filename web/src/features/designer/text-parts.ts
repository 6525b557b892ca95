/**
 * What reads and writes text. It is a good part of the page and nobody needs it to see a canvas, so it comes after that; who has to read or write
 * before waits for `loadTextParts`.
 */
import type * as Fragments from './fragment.js';
import type * as States from './state-fragment.js';
import type * as Documents from './yaml-document.js';

let parts: { readonly documents: typeof Documents; readonly fragments: typeof Fragments; readonly states: typeof States } | undefined;
let coming: Promise<void> | undefined;
/** @throws when it cannot be fetched; the next call tries again */
export function loadTextParts(): Promise<void> {
  coming ??= Promise.all([import('./yaml-document.js'), import('./fragment.js'), import('./state-fragment.js')]).then(
    ([documents, fragments, states]) => void (parts = { documents, fragments, states }),
    (error: unknown) => {
      coming = undefined;
      throw error;
    },
  );
  return coming;
}
export const textPartsAreHere = (): boolean => parts !== undefined;
const here = (): NonNullable<typeof parts> => {
  if (!parts) throw new Error('text cannot be read or written before loadTextParts');
  return parts;
};
export const parseText: typeof Documents.parseText = (text) => here().documents.parseText(text);
export const patchText: typeof Documents.patchText = (text, definition) => here().documents.patchText(text, definition);
export const writeText: typeof Documents.writeText = (definition) => here().documents.writeText(definition);
/** Without them there is nothing to copy or paste. */
export const copyFragment: typeof Fragments.copyFragment = (...args) => parts?.fragments.copyFragment(...args);
export const readFragment: typeof Fragments.readFragment = (text) => parts?.fragments.readFragment(text);
export const pasteFragment: typeof Fragments.pasteFragment = (...args) => here().fragments.pasteFragment(...args);
export const copyStates: typeof States.copyStates = (...args) => parts?.states.copyStates(...args);
export const readStates: typeof States.readStates = (text) => parts?.states.readStates(text);
export const pasteStates: typeof States.pasteStates = (...args) => parts?.states.pasteStates(...args);
