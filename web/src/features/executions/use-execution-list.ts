import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { executionKeys, fetchExecutions, type ExecutionFilter } from '../../api/executions.js';
import { merged } from './execution-filter.js';

const PAGE = 100;
const OPEN = ['pending', 'running', 'waiting', 'paused'];
/** The newest, and those that go on, are read this often; the rest of the list does not change. */
const LIVE_MS = 2000;

/** Executions that fit `filter`, newest first, page by page as far as somebody looks; what is new and what goes on stays live. */
export function useExecutionList(filter: ExecutionFilter) {
  const pages = useInfiniteQuery({
    queryKey: executionKeys.list({ ...filter, page_size: PAGE }),
    queryFn: ({ pageParam }) => fetchExecutions({ ...filter, page_size: PAGE, ...(pageParam ? { cursor: pageParam } : {}) }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 30_000,
  });
  const head = useQuery({
    queryKey: [...executionKeys.list(filter), 'head'],
    queryFn: () => fetchExecutions({ ...filter, page_size: 25 }),
    refetchInterval: LIVE_MS,
  });
  const asked = filter.status?.length ? OPEN.filter((status) => filter.status?.includes(status)) : OPEN;
  const open = useQuery({
    queryKey: [...executionKeys.list(filter), 'open'],
    queryFn: () => fetchExecutions({ ...filter, status: asked, page_size: 200 }),
    enabled: asked.length > 0,
    refetchInterval: LIVE_MS,
  });
  const loaded = useMemo(
    () => merged(pages.data?.pages.flatMap((page) => page.items) ?? [], head.data?.items ?? [], open.data?.items ?? []),
    [pages.data, head.data, open.data],
  );
  // Open in our list and not among the open ones any more: it has ended, which only another read of its page tells.
  const oldest = pages.data?.pages.at(-1)?.items.at(-1)?.createdAt;
  const newest = head.data?.items.at(-1)?.createdAt;
  const openIds = useMemo(() => new Set(open.data?.items.map(({ id }) => id)), [open.data]);
  const ended = useMemo(
    () =>
      open.data !== undefined && open.data.nextCursor === null
        ? loaded
            .filter((one) => OPEN.includes(one.status) && !openIds.has(one.id) && (newest === undefined || one.createdAt < newest))
            .map(({ id }) => id)
            .join()
        : '',
    [loaded, open.data, openIds, newest],
  );
  const { refetch } = pages;
  useEffect(() => {
    if (ended) void refetch();
  }, [ended, refetch]);
  // A page may end in the middle of what is open: only what lies within the pages read is shown in its place.
  const items = useMemo(
    () => (pages.hasNextPage && oldest !== undefined ? loaded.filter((one) => one.createdAt >= oldest) : loaded),
    [loaded, oldest, pages.hasNextPage],
  );
  return { items, pages };
}
