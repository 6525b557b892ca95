/** Why an expression could not be compiled or evaluated; `compile-expression` turns it into an AppError. Never leaves this folder. */
export class ExpressionFault extends Error {
  constructor(
    message: string,
    /** Character offset in the source. */
    readonly offset?: number,
    /** The key that was missing, or may not be read. */
    readonly key?: string,
  ) {
    super(message);
  }
}
