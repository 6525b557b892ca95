/** One thing that is wrong with a definition (or a request body): all are listed at once. */
export interface Problem {
  /** JSON Pointer (RFC 6901) into the document. */
  readonly pointer: string;
  readonly nodeId?: string;
  readonly code: string;
  readonly severity: 'error' | 'warning';
  /** A sentence that says what is wrong and what would be right. */
  readonly message: string;
  /** 1-based, when the document came as text. */
  readonly line?: number;
  readonly column?: number;
}
