import { AppError, isAppError, type JsonObject } from '@agentflow/core';
import type { MailCall } from '@agentflow/nodes';
import type { MailOutbox, OutgoingMail } from '@agentflow/ports';
import type { Caller, Outward } from '../application/outward.js';
import type { Credentials, OpenCredential } from '../credentials/credentials.js';
import { parseObject } from '../credentials/http-credential.js';
import { scrubError, scrubText } from '../credentials/scrub.js';
import type { Verdict } from '../egress/circuit-breakers.js';
import type { Egress } from '../egress/create-egress.js';

export interface SendMailDeps {
  readonly credentials: Credentials;
  readonly egress: Egress;
  readonly outbox: MailOutbox;
  /** Sender, when neither the node nor the credential says. */
  readonly from: string;
}
const TIMEOUT_MS = 30_000;

/** Sends mail through the SMTP server of a credential; without one it goes to the outbox. */
export const createSendMail =
  ({ credentials, egress, outbox, from }: SendMailDeps): Outward['mail'] =>
  async (mail, caller) => {
    if (mail.credential === undefined) return { id: (await outbox.send(caller.org, outgoing(mail, caller, from))).id };
    const credential = await credentials.open(caller.org, mail.credential, ['smtp']);
    const server = smtpServer(credential);
    credential.requireHost(server.host, server.port);
    try {
      const target = { org: caller.org, kind: 'mail', target: `${server.host}:${server.port}` } as const;
      const send = (): Promise<string> => deliver(server, outgoing(mail, caller, server.from ?? from), egress, caller.signal);
      return { id: await egress.breakers.run(target, send, { error: silent }) };
    } catch (error) {
      throw scrubError(error, server.password === undefined ? [] : [server.password]);
    }
  };

/** A server that cannot be reached or breaks off is down; one that refuses has answered. */
const silent = (error: unknown): Verdict => {
  if (!isAppError(error)) return 'nothing';
  if (error.code === 'MAIL_FAILED') return error.details['responseCode'] === undefined ? 'fails' : 'works';
  return error.code === 'HTTP_UNAVAILABLE' ? 'fails' : 'nothing';
};
const outgoing = ({ to, cc, subject, text, html, from: sender }: MailCall, { idempotencyKey }: Caller, from: string): OutgoingMail => ({
  from: sender ?? from,
  to,
  subject,
  text,
  idempotencyKey,
  ...(cc && { cc }),
  ...(html !== undefined && { html }),
});

interface SmtpServer {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly from: string | undefined;
}
/** The secret is `{ host, port?, secure?, user?, password?, from? }` or `smtp(s)://user:password@host:port`. @throws AppError CONFIG_INVALID, never quoting it */
function smtpServer({ key, secret }: OpenCredential): SmtpServer {
  const object: JsonObject | undefined = parseObject(secret) ?? fromUrl(secret);
  const text = (...names: string[]): string | undefined =>
    names.map((name) => object?.[name]).find((value) => typeof value === 'string' && value !== '') as string | undefined;
  const host = text('host');
  const port = Number(object?.['port'] ?? (object?.['secure'] === true ? 465 : 587));
  if (host === undefined || !Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new AppError(
      'CONFIG_INVALID',
      `the secret of credential ${key} is no SMTP server: it needs host, and may have port, secure, user, password and from`,
      { credential: key, sent: false },
    );
  }
  const secure = typeof object?.['secure'] === 'boolean' ? object['secure'] : port === 465;
  return { host, port, secure, user: text('user', 'username'), password: text('password', 'pass'), from: text('from') };
}
function fromUrl(secret: string): JsonObject | undefined {
  if (!URL.canParse(secret)) return undefined;
  const url = new URL(secret);
  if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:') return undefined;
  const secure = url.protocol === 'smtps:';
  return {
    host: url.hostname,
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  };
}

async function deliver(server: SmtpServer, mail: OutgoingMail, egress: Egress, signal: AbortSignal): Promise<string> {
  const { idempotencyKey, from, to, cc, subject, text, html } = mail;
  const { createTransport } = await import('nodemailer'); // with the first mail: forty files that no start has to read
  const connection = await egress.connect(server.host, server.port, signal);
  const transport = createTransport({
    host: server.host,
    port: server.port,
    secure: server.secure,
    connection,
    ...(server.user !== undefined && { auth: { user: server.user, pass: server.password ?? '' } }),
    tls: { servername: server.host },
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const abort = (): void => void connection.destroy();
  signal.addEventListener('abort', abort, { once: true });
  try {
    const domain = /@([^\s>]+)>?\s*$/.exec(from)?.[1] ?? 'agentflow.invalid';
    const messageId = `<${idempotencyKey.slice(0, 40)}@${domain}>`;
    const sent = (await transport.sendMail({
      from,
      to: [...to],
      subject,
      text,
      messageId,
      ...(cc && { cc: [...cc] }),
      ...(html !== undefined && { html }),
    })) as { readonly messageId: string };
    return sent.messageId;
  } catch (cause) {
    if (signal.aborted) throw signal.reason;
    throw mailError(cause as Error & { readonly code?: string; readonly responseCode?: number; readonly command?: string }, server);
  } finally {
    signal.removeEventListener('abort', abort);
    transport.close();
    connection.destroy();
  }
}
/** Before the message itself was handed over, nothing was sent; a refusal (5xx) stays one. */
function mailError(
  error: Error & { readonly code?: string; readonly responseCode?: number; readonly command?: string },
  server: SmtpServer,
): AppError {
  if (isAppError(error)) return error;
  const { responseCode, code, command } = error;
  const answered = responseCode !== undefined;
  const sent =
    !answered &&
    (command === 'DATA' || command === 'CONN' || command === undefined) &&
    code !== 'EENVELOPE' &&
    code !== 'EAUTH' &&
    code !== 'ETLS';
  const what = scrubText(answered ? `${responseCode}` : (code ?? 'no answer'), server.password === undefined ? [] : [server.password]);
  return new AppError(
    'MAIL_FAILED',
    `${server.host} did not take the mail: ${what}`,
    { host: server.host, sent, ...(answered && { responseCode }) },
    { retryable: !answered || responseCode < 500 },
  );
}
