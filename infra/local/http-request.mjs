import { request } from 'node:http';
import { request as requestTls } from 'node:https';

/** One HTTP request to this machine (`tls`: over TLS, as of `clientTls`) on a connection of its own, which is closed with it: a kept one would hold up a server that wants to stop. @returns `{ status, text }` @throws Error where none comes in time */
export const httpRequest = (port, path, { method = 'GET', headers = {}, body, timeoutMs = 1000, tls } = {}) =>
  new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const sent = (tls ? requestTls : request)(
      { host: '127.0.0.1', port, path, method, headers, agent: false, signal, ...tls },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (more) => (text += more));
        answer.on('end', () => resolve({ status: answer.statusCode, text })).on('error', reject);
      },
    );
    sent.on('error', reject).end(body);
  });
/** Whether a GET is answered 200, and with a text that holds `word`. */
export const answersOk = async (port, path, word = '', tls = undefined) => {
  try {
    const { status, text } = await httpRequest(port, path, { tls });
    return status === 200 && text.includes(word);
  } catch {
    return false;
  }
};
