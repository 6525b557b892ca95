/** A piece of a document, short enough to be quoted. */
export interface Passage {
  /** Position in the whole list. */
  readonly id: number;
  readonly document: string;
  readonly title: string;
  readonly text: string;
  /** 0-based within the document. */
  readonly passage: number;
}
const PASSAGE_LENGTH = 1_200;

/** Cuts documents into passages of about 1,200 characters, at paragraphs where there are any. */
export function passagesOf(
  documents: readonly { readonly id: string; readonly title?: string | undefined; readonly text: string }[],
): Passage[] {
  const all: Passage[] = [];
  for (const { id, title, text } of documents) {
    const heading = title ?? /^#\s+(.+)$/m.exec(text)?.[1] ?? id;
    let passage = 0;
    for (const piece of pieces(text)) all.push({ id: all.length, document: id, title: heading, text: piece, passage: passage++ });
  }
  return all;
}
function* pieces(text: string): Generator<string> {
  let gathered = '';
  for (const paragraph of text.split(/\n\s*\n/)) {
    if (gathered !== '' && gathered.length + paragraph.length > PASSAGE_LENGTH) {
      yield gathered;
      gathered = '';
    }
    gathered = gathered === '' ? paragraph.trim() : `${gathered}\n\n${paragraph.trim()}`;
    for (; gathered.length > PASSAGE_LENGTH; gathered = gathered.slice(PASSAGE_LENGTH)) yield gathered.slice(0, PASSAGE_LENGTH);
  }
  if (gathered.trim() !== '') yield gathered;
}
