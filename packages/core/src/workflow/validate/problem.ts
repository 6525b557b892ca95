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
  /** How an execution comes to it, for problems of soundness: drawn by the designer, and repeated by the engine when the same handles are taken. */
  readonly trace?: readonly TraceStep[];
}

/** One step on the way to a problem, in the order of events. */
export interface TraceStep {
  /** Within the body that the problem's pointer lies in. */
  readonly nodeId: string;
  /** By which the node goes on; absent where tokens stand. */
  readonly handle?: string;
  /** JSON Pointers of the edges that tokens take here, or stand on. */
  readonly edges: readonly string[];
  /** Where the way ends: tokens wait for ever, or come too late, or never come. */
  readonly stands?: 'waiting' | 'late' | 'never';
}
