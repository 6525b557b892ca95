import { useQuery } from '@tanstack/react-query';
import { client, isApiError, read } from './client.js';
import type { Session } from './types.js';

/** Who is signed in; `null` when nobody is. */
export const useSession = () =>
  useQuery({
    queryKey: ['session'],
    queryFn: async (): Promise<Session | null> => {
      try {
        return await read(client.GET('/api/v1/session'));
      } catch (error) {
        if (isApiError(error) && error.status === 401) return null;
        throw error;
      }
    },
    staleTime: 60_000,
    refetchInterval: ({ state }) => (state.status === 'error' ? 15_000 : false),
  });
/** @throws ApiError 401 when the key is wrong */
export const signIn = (key: string) => read(client.POST('/login', { body: { key } }));
export const signOut = () => read(client.POST('/logout', {}));
