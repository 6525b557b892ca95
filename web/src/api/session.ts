import { queryOptions, useQuery, type QueryClient } from '@tanstack/react-query';
import { client, hasSession, isApiError, read } from './client.js';
import type { Session } from './types.js';

const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ client: queries }): Promise<Session | null> => {
    // The cookie of the token lives as long as the session's own, which a page cannot see: without it there is nobody to ask for.
    if (!hasSession()) return queries.getQueryData<Session>(['session']) ?? null;
    try {
      return await read(client.GET('/api/v1/session'));
    } catch (error) {
      // A session that has ended leaves its page as it is; the shell asks for another key.
      if (isApiError(error) && error.status === 401) return queries.getQueryData<Session>(['session']) ?? null;
      throw error;
    }
  },
  staleTime: 60_000,
  refetchInterval: ({ state }) => (state.status === 'error' ? 15_000 : false),
});
/** Who is signed in; `null` when nobody is. */
export const useSession = () => useQuery(sessionQuery);
/** Asks before anything is drawn that wants to know. */
export const askSession = (queries: QueryClient): void => void queries.prefetchQuery(sessionQuery);
/** @throws ApiError 401 when the key is wrong */
export const signIn = (key: string) => read(client.POST('/login', { body: { key } }));
export const signOut = () => read(client.POST('/logout', {}));
