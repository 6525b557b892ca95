import type { Json } from '@agentflow/core';
import type { ApiClient } from './api-client.js';

/** A value as the API shows it, fetched whole where it is kept apart (`{ "$ref", "size" }`). */
export async function wholeValue(api: ApiClient, executionId: string, value: Json): Promise<Json> {
  const ref =
    value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as { readonly [key: string]: Json }) : undefined;
  if (typeof ref?.['$ref'] !== 'string' || typeof ref['size'] !== 'number' || Object.keys(ref).length !== 2) return value;
  return (await api.call<Json>('GET', `/executions/${encodeURIComponent(executionId)}/values/${encodeURIComponent(ref['$ref'])}`)).body;
}
