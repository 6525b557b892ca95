import type { LinkEnd } from '@agentflow/ports';

/** What both ends of a bidirectional gRPC call have in common. */
export interface MessageStream {
  write(message: unknown): boolean;
  end(): void;
  on(event: string, handler: (argument: never) => void): unknown;
}
/**
 * One end of a link over a call. I1: messages that come before a handler is set are kept. I2: `onClose` is told once, after the messages that came before, whatever ended the
 * call (the other side, a broken connection, a message nobody can read), and never of our own `close`. I3: what is sent after the end is dropped: the other side will ask anew.
 */
export function streamEnd<Out, In>(stream: MessageStream): LinkEnd<Out, In> {
  let handler: ((message: In) => void) | undefined;
  let kept: In[] | undefined = []; // `undefined` once a handler has had them
  let whenClosed: (() => void) | undefined;
  let state: 'open' | 'gone' | 'left' = 'open';
  let told = false;
  const tell = (): void => {
    if (state !== 'gone' || told || !whenClosed) return;
    told = true;
    whenClosed();
  };
  const gone = (): void => {
    if (state !== 'open') return;
    state = 'gone';
    stream.end(); // a call is over when both sides have ended it
    tell();
  };
  stream.on('data', (message: In) => {
    if (state === 'left') return;
    if (kept) kept.push(message);
    else handler?.(message);
  });
  stream.on('end', gone);
  stream.on('close', gone);
  stream.on('cancelled', gone);
  stream.on('error', gone); // why it broke says nothing to the link that its end does not
  return {
    send: (message) => {
      if (state === 'open') stream.write(message);
    },
    onMessage(next) {
      handler = next;
      queueMicrotask(() => {
        const waiting = kept;
        kept = undefined;
        for (const message of waiting ?? []) if (state !== 'left') handler?.(message);
      });
    },
    onClose(next) {
      whenClosed = next;
      queueMicrotask(tell);
    },
    close() {
      if (state === 'left') return;
      state = 'left';
      stream.end();
    },
  };
}
