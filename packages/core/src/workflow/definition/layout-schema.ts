import type { JsonObject } from '../../json.js';

/** No canvas is larger: places beyond it are slips of the pen, and would leave the view nowhere to look. */
const FAR = 1_000_000;
const coordinate = (title: string): JsonObject => ({ type: 'number', minimum: -FAR, maximum: FAR, title });
const extent = (title: string, usual: number): JsonObject => ({ type: 'number', minimum: 20, maximum: 20_000, default: usual, title });
const COLOR: JsonObject = { type: 'string', enum: ['yellow', 'green', 'blue', 'purple', 'red', 'gray'], title: 'Colour' };
const box = (title: string, description: string, words: JsonObject): JsonObject => ({
  type: 'object',
  title,
  description,
  properties: {
    id: { type: 'string', pattern: '^[A-Za-z0-9_-]{1,64}$', title: 'Id', description: 'Unique among notes and frames' },
    scope: {
      type: 'string',
      maxLength: 2_000,
      title: 'Body',
      description: 'Path of the body that it is drawn in; nothing: the outermost graph',
    },
    x: coordinate('Left'),
    y: coordinate('Top'),
    width: extent('Width', 220),
    height: extent('Height', 120),
    color: COLOR,
    ...words,
  },
  required: ['x', 'y'],
  additionalProperties: false,
});

/** Where things are drawn, in units of the canvas. Outside the digest and the semantic diff. */
export const LAYOUT: JsonObject = {
  type: 'object',
  title: 'Layout',
  description: 'Where things are drawn. Not part of what the workflow means.',
  properties: {
    nodes: {
      type: 'object',
      title: 'Places',
      description: 'By path without indices: each/approve, order/paid/entry/notify; a state is at order/paid',
      additionalProperties: {
        type: 'object',
        properties: {
          x: coordinate('Left'),
          y: coordinate('Top'),
          pinned: { type: 'boolean', title: 'Pinned', description: 'Tidying up leaves it where it is' },
        },
        required: ['x', 'y'],
        additionalProperties: false,
      },
    },
    notes: {
      type: 'array',
      maxItems: 500,
      title: 'Notes',
      items: box('Note', 'A slip of text beside the nodes', { text: { type: 'string', maxLength: 10_000, title: 'Text' } }),
    },
    frames: {
      type: 'array',
      maxItems: 500,
      title: 'Frames',
      items: box('Frame', 'A titled rectangle; what lies in it moves with it', {
        title: { type: 'string', maxLength: 200, title: 'Title' },
      }),
    },
  },
};
