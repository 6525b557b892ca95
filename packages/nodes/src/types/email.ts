import { z } from 'zod';
import { defineNodeType } from '../define-node-type.js';
import { credentialKey } from '../model-config.js';

const CONTROL = /[\r\n\0]/;
const line = z.string().refine((text) => !CONTROL.test(text), { message: 'must be a single line: header fields hold no line breaks' });
const address = line
  .max(320)
  .refine((text) => /^(?:[^<>"@,;\s]+(?: [^<>"@,;]+)* )?<?[^\s<>@,;"]+@[^\s<>@,;"]+>?$/.test(text.trim()), {
    message: 'must be a mail address such as a@example.org or Ann <a@example.org>',
  })
  .transform((text) => text.trim());
const addresses = z.union([
  z.array(address).max(100),
  line
    .transform((text) =>
      text
        .split(/[,;]/)
        .map((part) => part.trim())
        .filter(Boolean),
    )
    .pipe(z.array(address).max(100)),
]);

export const email = defineNodeType({
  type: 'email',
  version: 1,
  title: 'E-mail',
  description: 'Sends an e-mail through the SMTP server of a credential; without one it is put into the outbox, where it can be read.',
  category: 'tool',
  icon: 'MailOutlined',
  config: z.strictObject({
    to: addresses
      .refine((list) => list.length > 0, { message: 'needs at least one address' })
      .meta({ title: 'To', description: 'An address, several with commas, or a list' }),
    cc: addresses.optional().meta({ title: 'Cc' }),
    from: address.optional().meta({ title: 'From' }),
    subject: line.max(998).meta({ title: 'Subject' }),
    text: z.string().max(5_000_000).optional().meta({ title: 'Text', format: 'template-text' }),
    html: z.string().max(5_000_000).optional().meta({ title: 'HTML', format: 'template-text' }),
    credential: credentialKey('SMTP credential'),
  }),
  output: z.object({ id: z.string(), to: z.array(z.string()), subject: z.string() }),
  effect: 'at_least_once',
  egress: true,
  literals: ['credential'],
  example: { to: '{{ input.customer.mail }}', subject: 'Your request', text: 'Thank you, {{ input.customer.name }}.' },
  async execute({ config: { to, cc, from, subject, text, html, credential }, context }) {
    const { id } = await context.mail({
      to,
      subject,
      text: text ?? '',
      ...(cc && { cc }),
      ...(from !== undefined && { from }),
      ...(html !== undefined && { html }),
      ...(credential !== undefined && { credential }),
    });
    return { id, to, subject };
  },
});
