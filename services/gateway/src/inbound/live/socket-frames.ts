import { z } from 'zod';
import { AppError, type Json } from '@agentflow/core';
import { parseJson } from '../http/parse-json.js';

const frameId = z.union([z.string().max(200), z.number()]).optional();
const executionId = z.string().min(1).max(200);
/** What a client may send over the WebSocket (CONTRACT 2); names in payloads are snake_case. */
const clientFrame = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('authenticate'), id: frameId, payload: z.strictObject({ ticket: z.string().min(1).max(500) }) }),
  z.strictObject({ type: z.literal('subscribe'), id: frameId, payload: z.strictObject({ execution_id: executionId }) }),
  z.strictObject({
    type: z.literal('unsubscribe'),
    id: frameId,
    payload: z.strictObject({ execution_id: executionId.optional() }).optional(),
  }),
  z.strictObject({
    type: z.literal('send_input'),
    id: frameId,
    payload: z.strictObject({ execution_id: executionId.optional(), node_id: z.string().min(1).max(1000), data: z.unknown() }),
  }),
]);
export type ClientFrame = z.output<typeof clientFrame>;

/** @throws AppError MALFORMED_JSON, BAD_REQUEST */
export function parseClientFrame(text: string): ClientFrame {
  const parsed = clientFrame.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AppError('BAD_REQUEST', `not a frame we know: ${issue?.path.join('.') || 'frame'}: ${issue?.message}`);
}
/** The `id` of a frame that may be no good otherwise, to name it in the error. */
export function frameIdOf(text: string): string | number | undefined {
  try {
    const frame = parseJson(text);
    const id = frame !== null && typeof frame === 'object' ? (frame as { readonly id?: Json }).id : undefined;
    return typeof id === 'string' || typeof id === 'number' ? id : undefined;
  } catch {
    return undefined;
  }
}
