import { useQuery } from '@tanstack/react-query';
import { call, http, isApiError } from './http.js';
import type { Session } from './types.js';

/** Who is signed in; `null` when nobody is. */
export const useSession = () =>
  useQuery({
    queryKey: ['session'],
    queryFn: async (): Promise<Session | null> => {
      try {
        return await http.get<Session>('/session');
      } catch (error) {
        if (isApiError(error) && error.status === 401) return null;
        throw error;
      }
    },
    staleTime: 60_000,
  });
/** @throws ApiError 401 when the key is wrong */
export const signIn = (key: string) => call<void>('POST', '/login', { json: { key } });
export const signOut = () => call<void>('POST', '/logout', { json: {} });
