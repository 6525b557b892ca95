/** Which of a service's methods need no owner, and which answer a stream. */
export interface CallKinds {
  readonly anywhere: readonly string[];
  readonly streams: readonly string[];
  /** Those that read, and may be asked for what the log holds (`fromLog`). */
  readonly reads?: readonly string[];
}
/**
 * The service, but for calls that are not this process's to answer: `admit` throws for those, before anything is read. An owner whose leases ran out must not show
 * what it remembers, as another may have gone on since.
 */
export function admitCalls<S extends object>(service: S, kinds: CallKinds, admit: (executionId: string | undefined) => void): S {
  type Call = (request: { readonly executionId?: string; readonly fromLog?: boolean }) => unknown;
  const wrapped = Object.entries(service as Record<string, Call>).map(([name, method]): [string, Call] => {
    if (kinds.anywhere.includes(name)) return [name, method];
    if (kinds.streams.includes(name))
      return [
        name,
        async function* (request) {
          admit(request.executionId);
          yield* method(request) as AsyncIterable<unknown>;
        },
      ];
    return [
      name,
      async (request) => {
        if (request.fromLog !== true || !kinds.reads?.includes(name)) admit(request.executionId);
        return method(request);
      },
    ];
  });
  return Object.fromEntries(wrapped) as S;
}
