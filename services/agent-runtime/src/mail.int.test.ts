import type { JsonObject } from '@agentflow/core';
import { node, workflow } from '@agentflow/testkit';
import { startSmtpServer, type SmtpServer } from './testing/smtp-server.js';
import { startRuntime, type RunningRuntime } from './testing/start-runtime.js';

const mail = (config: JsonObject, rest = {}) =>
  workflow(
    [node('n', 'email', { to: 'ann@example.org', subject: 'Grüße', text: 'Hello.\n.\nBye.', credential: 'mailer', ...config }, rest)],
    ['start -> n -> end'],
  );

describe('mail through an SMTP server', () => {
  const PASSWORD = 'pass-word-8841';
  let smtp: SmtpServer;
  let running: RunningRuntime;
  beforeAll(async () => {
    smtp = await startSmtpServer();
    running = await startRuntime({ AGENTFLOW_EGRESS_ALLOW: `127.0.0.1:${smtp.port}` });
    await running.putCredential(
      'mailer',
      'smtp',
      ['127.0.0.1'],
      JSON.stringify({ host: '127.0.0.1', port: smtp.port, secure: false, user: 'me', password: PASSWORD, from: 'us@example.org' }),
    );
  });
  afterAll(async () => {
    await running.stop();
    await smtp.close();
  });
  beforeEach(() => {
    smtp.mails.length = smtp.commands.length = 0;
    smtp.answer = () => undefined;
  });

  it('is sent with the credential, and its password is told to nobody else', async () => {
    const task = running.coordinator.send(mail({ cc: ['bob@example.org'] }), 'n');
    expect(await running.coordinator.outcomeOf(task.token)).toMatchObject({
      status: 'completed',
      output: { value: { to: ['ann@example.org'], subject: 'Grüße' } },
    });
    expect(smtp.commands).toContain(`AUTH PLAIN ${Buffer.from(`\0me\0${PASSWORD}`).toString('base64')}`);
    expect(smtp.commands).toEqual(
      expect.arrayContaining(['MAIL FROM:<us@example.org>', 'RCPT TO:<ann@example.org>', 'RCPT TO:<bob@example.org>']),
    );
    expect(smtp.mails).toHaveLength(1);
    expect(smtp.mails[0]).toMatch(/^To: ann@example\.org$/m);
    expect(smtp.mails[0]).toMatch(/^Message-ID: <[0-9a-f]{40}@example\.org>$/m);
    expect(running.coordinator.steps(task.token)[0]).toMatchObject({ kind: 'email', effect: 'at_least_once', name: 'mailer' });
    expect(JSON.stringify(running.coordinator.heard)).not.toContain(PASSWORD);
  });

  it.each([
    ['AUTH', '535 no', false],
    ['RCPT', '550 nobody', false],
    ['RCPT', '450 later', true],
  ])('fails when the server answers %s with %s; to be retried: %s', async (verb, answer, retryable) => {
    smtp.answer = (command) => (command.startsWith(verb) ? answer : undefined);
    expect(await running.coordinator.perform(mail({}), 'n')).toMatchObject({ status: 'failed', error: { code: 'MAIL_FAILED', retryable } });
    expect(smtp.mails).toHaveLength(0);
    expect(JSON.stringify(running.coordinator.heard)).not.toContain(PASSWORD);
  });

  it('is uncertain when it must not go out twice and the line is cut after it was handed over', async () => {
    smtp.answer = (command) => (command === 'END' ? 'drop' : undefined);
    const outcome = await running.coordinator.perform(mail({}, { effect: 'at_most_once' }), 'n');
    expect(outcome).toMatchObject({ status: 'failed', error: { retryable: false, details: { uncertain: true, index: 0 } } });
    expect(smtp.mails).toHaveLength(1);
  });

  it('goes to no server that is not public, and none that the credential does not name', async () => {
    await running.putCredential('inner', 'smtp', ['127.0.0.1'], JSON.stringify({ host: '127.0.0.1', port: 2525 }));
    await running.putCredential('other', 'smtp', ['mail.example.org'], JSON.stringify({ host: '127.0.0.1', port: smtp.port }));
    expect(await running.coordinator.perform(mail({ credential: 'inner' }), 'n')).toMatchObject({ error: { code: 'EGRESS_REFUSED' } });
    expect(await running.coordinator.perform(mail({ credential: 'other' }), 'n')).toMatchObject({ error: { code: 'CREDENTIAL_HOST' } });
    expect(smtp.commands).toEqual([]);
  });
});
