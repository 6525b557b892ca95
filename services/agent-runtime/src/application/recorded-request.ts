import type { Json } from '@agentflow/core';
import type { HttpCall } from '@agentflow/nodes';

const SECRET_HEADER = /^(authorization|proxy-authorization|cookie|x-api-key|api-key|x-auth-token)$/i;

/** An HTTP call as a step may keep it: headers that carry secrets by their name say only that they are there. */
export function recordedHttp({ headers, ...call }: HttpCall): Json {
  if (!headers) return call as unknown as Json;
  const shown = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, SECRET_HEADER.test(name) ? '[redacted]' : value]));
  return { ...call, headers: shown } as unknown as Json;
}
