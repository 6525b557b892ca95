/** Embeddings, overrides and isolates of direction, and what has no width: with them a text can look like another. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const MARKS = /[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff]|[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/** The text with marks that hide or turn what follows written as `\u202e`. Joiners and plain direction marks of honest languages stay. */
export const visibleMarks = (text: string): string =>
  text.replace(MARKS, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
