import type { HistoryItem } from '@agentflow/core';
import type { ApiClient } from './api-client.js';

/** All that was recorded of an execution, in order, page by page. */
export const history = (api: ApiClient, id: string): AsyncGenerator<HistoryItem> =>
  pages<HistoryItem>(api, `/executions/${encodeURIComponent(id)}/history`);

/** All items of a list that pages by cursor. */
export async function* pages<T>(api: ApiClient, path: string): AsyncGenerator<T> {
  for (let cursor: string | null = ''; cursor !== null;) {
    const query: string = new URLSearchParams({ page_size: '200', ...(cursor === '' ? {} : { cursor }) }).toString();
    const { body }: { body: { readonly items: readonly T[]; readonly nextCursor: string | null } } = await api.call(
      'GET',
      `${path}?${query}`,
    );
    yield* body.items;
    cursor = body.nextCursor;
  }
}
