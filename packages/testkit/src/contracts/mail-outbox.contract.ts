import assert from 'node:assert/strict';
import { orgId } from '@agentflow/core';
import type { MailOutbox, OutgoingMail } from '@agentflow/ports';
import type { Contract, ContractCase } from './contract.js';
import { same } from './assertions.js';

const ORG = orgId('default');
const OTHER = orgId('../other');
const mail = (key: string, more: Partial<OutgoingMail> = {}): OutgoingMail => ({
  from: 'a@example.com',
  to: ['b@example.com'],
  subject: `about ${key}`,
  text: 'Hello',
  idempotencyKey: key,
  ...more,
});

const cases: ContractCase<MailOutbox>[] = [
  {
    name: 'keeps a mail with all it has',
    async run({ port }) {
      const sent = mail('k1', { cc: ['c@example.com'], html: '<b>é😀</b>', subject: 'Grüße\r\nBcc: x@example.com' });
      const { id } = await port.send(ORG, sent);
      const [stored] = await port.list(ORG, 10);
      const { at, ...rest } = stored!;
      same(rest, { ...sent, id });
      assert.ok(Number.isInteger(at));
    },
  },
  {
    name: 'is one mail for repeats of a key, one after another and at once',
    async run({ port }) {
      const first = await port.send(ORG, mail('k'));
      const repeats = await Promise.all(Array.from({ length: 6 }, () => port.send(ORG, mail('k', { subject: 'changed' }))));
      assert.ok(repeats.every((one) => one.id === first.id));
      const atOnce = await Promise.all(Array.from({ length: 6 }, () => port.send(ORG, mail('new'))));
      assert.equal(new Set(atOnce.map((one) => one.id)).size, 1);
      same((await port.list(ORG, 10)).map((one) => one.idempotencyKey).sort(), ['k', 'new']);
    },
  },
  {
    name: 'lists the newest first, at most as many as asked',
    async run({ port, passTime }) {
      for (const key of ['a', 'b', 'c']) {
        await port.send(ORG, mail(key));
        await passTime(5);
      }
      same(
        (await port.list(ORG, 2)).map((one) => one.idempotencyKey),
        ['c', 'b'],
      );
      same(await port.list(ORG, 0), []);
    },
  },
  {
    name: 'keeps orgs apart, whatever their names',
    async run({ port }) {
      await port.send(ORG, mail('k', { text: 'mine' }));
      await port.send(OTHER, mail('k', { text: 'theirs' }));
      same([(await port.list(ORG, 9)).map((one) => one.text), (await port.list(OTHER, 9)).map((one) => one.text)], [['mine'], ['theirs']]);
      same(await port.list(orgId('third'), 9), []);
    },
  },
  {
    name: 'keeps mails over a restart, and repeats stay repeats',
    needsReopen: true,
    async run({ port, reopen }) {
      const { id } = await port.send(ORG, mail('k'));
      const again = await reopen!();
      assert.equal((await again.send(ORG, mail('k'))).id, id);
      assert.equal((await again.list(ORG, 9)).length, 1);
    },
  },
];
/** Where mail goes. */
export const mailOutboxContract: Contract<MailOutbox> = { port: 'MailOutbox', cases };
