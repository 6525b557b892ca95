/** What the command's end says to scripts (CONTRACT 4). */
export const EXIT = {
  completed: 0,
  /** The execution failed or was stopped, or the command could not do its work. */
  failed: 1,
  /** The command was used wrongly, or the definition or input has problems. */
  problems: 2,
  /** The execution waits for somebody. */
  waiting: 3,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
