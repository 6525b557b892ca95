import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Whether the instrumentation of kafkajs has wrapped it, loaded in each of the two ways. */
const PROGRAM = `
import { createRequire } from 'node:module';
import { registerInstrumentations } from '@opentelemetry/instrumentation';
import { KafkaJsInstrumentation } from '@opentelemetry/instrumentation-kafkajs';
registerInstrumentations({ instrumentations: [new KafkaJsInstrumentation()] });
const isWrapped = ({ Kafka }) => '__wrapped' in Kafka.prototype.producer;
const imported = await import('kafkajs');
const before = isWrapped(imported.default ?? imported);
const required = createRequire(import.meta.url)('kafkajs');
console.log(JSON.stringify({ imported: before, required: isWrapped(required) }));
`;

it('wraps kafkajs only where it is loaded by require: why messages carry their traces by our own hand', () => {
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', PROGRAM], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    encoding: 'utf8',
  });
  expect([stderr, JSON.parse(stdout)]).toEqual(['', { imported: false, required: true }]);
});
