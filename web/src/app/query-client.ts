import { QueryClient } from '@tanstack/react-query';
import { isApiError } from '../api/client.js';

/** Reads are repeated only where the server may answer better the next time. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 2000,
        refetchOnWindowFocus: true,
        retry: (failures, error) =>
          failures < 2 && isApiError(error) && (error.status === 0 || error.status === 429 || error.status >= 502),
      },
      mutations: { retry: false },
    },
  });
