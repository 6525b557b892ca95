import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

export interface SmtpServer {
  readonly port: number;
  /** Messages taken, as they came over the wire. */
  readonly mails: string[];
  readonly commands: string[];
  /** How a command is answered instead of the usual; `drop` cuts the line. */
  answer: (command: string) => string | 'drop' | undefined;
  close(): Promise<void>;
}
/** Just enough of RFC 5321 to take a mail, with AUTH PLAIN. */
export async function startSmtpServer(): Promise<SmtpServer> {
  const sockets = new Set<Socket>();
  const smtp: { -readonly [K in keyof SmtpServer]: SmtpServer[K] } = {
    port: 0,
    mails: [],
    commands: [],
    answer: () => undefined,
    close: () => Promise.resolve(),
  };
  const server = createServer((socket) => {
    sockets.add(socket.on('close', () => sockets.delete(socket)).on('error', () => undefined));
    let buffered = '';
    let data: string | undefined;
    const say = (line: string): void => void socket.write(`${line}\r\n`);
    const respond = (command: string, usual: string): void => {
      const given = smtp.answer(command) ?? usual;
      if (given === 'drop') socket.destroy();
      else say(given);
    };
    say('220 test');
    socket.on('data', (chunk) => {
      buffered += chunk.toString();
      for (let end = buffered.indexOf('\r\n'); end >= 0; end = buffered.indexOf('\r\n')) {
        const line = buffered.slice(0, end);
        buffered = buffered.slice(end + 2);
        if (data !== undefined) {
          if (line !== '.') data += `${line}\n`;
          else {
            smtp.mails.push(data);
            data = undefined;
            respond('END', '250 taken');
          }
          continue;
        }
        smtp.commands.push(line);
        const verb = line.split(' ')[0]!.toUpperCase();
        if (verb === 'EHLO') say('250-test\r\n250 AUTH PLAIN');
        else if (verb === 'DATA') {
          const given = smtp.answer('DATA');
          if (given === undefined) data = '';
          respond('DATA', '354 go on');
        } else respond(line, verb === 'AUTH' ? '235 in' : verb === 'QUIT' ? '221 bye' : '250 ok');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  smtp.port = (server.address() as AddressInfo).port;
  smtp.close = () =>
    new Promise((resolve) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => resolve());
    });
  return smtp;
}
