/** What the parent asks of a sandbox process. All values travel as JSON text. */
export interface RunMessage {
  readonly id: number;
  readonly source: string;
  /** JSON text. */
  readonly args: string;
  readonly timeoutMs: number;
  readonly memoryBytes: number;
  readonly stackBytes: number;
  /** Characters of JSON text that the value may have. */
  readonly maxOutput: number;
}
/** What a sandbox process says. The parent believes none of it: shapes and sizes are checked. */
export type ChildMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'log'; readonly id: number; readonly level: string; readonly message: string }
  /** `value`: JSON text. */
  | { readonly type: 'done'; readonly id: number; readonly value: string }
  | { readonly type: 'failed'; readonly id: number; readonly limit: boolean; readonly message: string };

export const MAX_LOG_LINES = 200;
export const MAX_LOG_LENGTH = 4_000;
export const MAX_MESSAGE_LENGTH = 2_000;
