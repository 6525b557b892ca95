/** A stored document as it leaves the thread; `value` is JSON text. */
export type DocumentRow = readonly [id: string, version: number, createdAt: number, updatedAt: number, value: string];
/** Case-insensitive search compares folded text. */
export const fold = (text: string): string => text.normalize('NFC').toLowerCase();
