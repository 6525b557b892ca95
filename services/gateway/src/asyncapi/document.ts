import { cloudEventSchema, EMITTED_EVENT_SCHEMA, PUBLIC_EVENT_SCHEMAS, PUBLIC_EVENTS_TOPIC, type JsonObject } from '@agentflow/core';

const STRUCTURED = 'application/cloudevents+json';
/** `agentflow.execution.completed.v1` is `executionCompletedV1`. */
const nameOf = (type: string): string =>
  type.replace(/^agentflow\./, '').replace(/[.-]([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** What goes over topics, as AsyncAPI 3.0 (https://www.asyncapi.com/docs/reference/specification/v3.0.0). Messages are CloudEvents 1.0 in structured mode. */
export function buildAsyncApi(version: string): JsonObject {
  const own = PUBLIC_EVENT_SCHEMAS.map(({ type, title, data }) => {
    const payload = cloudEventSchema({ type: 'string', enum: [type] }, data);
    return [nameOf(type), { name: type, title, contentType: STRUCTURED, headers: HEADERS, payload, bindings: KEYED }] as const;
  });
  const messages: { readonly [name: string]: JsonObject } = {
    ...Object.fromEntries(own),
    emitted: {
      name: 'emitted',
      title: 'A node of type emit',
      summary: 'Type and data are those of the node. Types that begin with `agentflow.` are the platform’s own.',
      contentType: STRUCTURED,
      headers: HEADERS,
      payload: EMITTED_EVENT_SCHEMA,
      bindings: KEYED,
    },
    inbound: {
      name: 'inbound',
      title: 'An event that starts executions',
      summary:
        'A CloudEvent in structured or binary mode, or any JSON: without the id of a CloudEvent, topic, partition and offset are its id. ' +
        'The same id from the same source starts one execution of a trigger.',
      payload: {},
    },
    deadLetter: {
      name: 'deadLetter',
      title: 'A message that could not be handled',
      summary: 'As it came, with what went wrong in its headers. It is shown and sent again through the API at /dead-letters.',
      headers: DEAD_LETTER_HEADERS,
      payload: {},
    },
  };
  const inEvents = [...own.map(([name]) => name), 'emitted'];
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'AgentFlow events',
      version,
      description:
        'What executions report in public, and how events of other systems start executions. Every message may come more than once: ids tell.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: 'application/json',
    channels: {
      executionEvents: {
        address: PUBLIC_EVENTS_TOPIC,
        title: 'Executions',
        description: 'Keyed by execution: the events of one come in order.',
        messages: Object.fromEntries(inEvents.map((name) => [name, { $ref: `#/components/messages/${name}` }])),
      },
      triggers: {
        address: '{topic}',
        title: 'Topics that triggers name',
        parameters: { topic: { description: 'The `topic` of a trigger of type `event`.' } },
        messages: { inbound: { $ref: '#/components/messages/inbound' } },
      },
      retries: {
        address: '{topic}.retry.agentflow',
        title: 'Messages to be tried again',
        parameters: { topic: { description: 'Where they came from.' } },
        messages: { deadLetter: { $ref: '#/components/messages/deadLetter' } },
      },
      deadLetters: {
        address: '{topic}.dlq.agentflow',
        title: 'Messages that were given up',
        parameters: { topic: { description: 'Where they came from.' } },
        messages: { deadLetter: { $ref: '#/components/messages/deadLetter' } },
      },
    },
    operations: {
      publishExecutionEvent: {
        action: 'send',
        channel: { $ref: '#/channels/executionEvents' },
        messages: inEvents.map((name) => ({ $ref: `#/channels/executionEvents/messages/${name}` })),
      },
      startByEvent: {
        action: 'receive',
        channel: { $ref: '#/channels/triggers' },
        messages: [{ $ref: '#/channels/triggers/messages/inbound' }],
      },
      tryAgain: {
        action: 'receive',
        channel: { $ref: '#/channels/retries' },
        messages: [{ $ref: '#/channels/retries/messages/deadLetter' }],
      },
      giveUp: {
        action: 'send',
        channel: { $ref: '#/channels/deadLetters' },
        messages: [{ $ref: '#/channels/deadLetters/messages/deadLetter' }],
      },
    },
    components: { messages },
  };
}
const HEADERS: JsonObject = {
  type: 'object',
  properties: { 'content-type': { type: 'string', enum: [STRUCTURED] } },
  required: ['content-type'],
};
const KEYED: JsonObject = { kafka: { key: { type: 'string', description: 'The id of the execution.' }, bindingVersion: '0.5.0' } };
const text = (description: string): JsonObject => ({ type: 'string', description });
const DEAD_LETTER_HEADERS: JsonObject = {
  type: 'object',
  properties: {
    'agentflow-topic': text('Where it came from.'),
    'agentflow-position': text('Its place there, e.g. partition and offset.'),
    'agentflow-at': text('When it came there, epoch milliseconds.'),
    'agentflow-trigger': text('The trigger that could not take it.'),
    'agentflow-org': text('The org of that trigger.'),
    'agentflow-attempt': text('How often it was tried.'),
    'agentflow-first-failure': text('When it failed first, RFC 3339.'),
    'agentflow-error-code': text('Why: a code of the API.'),
    'agentflow-error-message': text('Why, as a sentence.'),
    'agentflow-not-before': text('Not to be tried again before, epoch milliseconds.'),
  },
};
