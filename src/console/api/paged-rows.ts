import {
  type InfiniteData,
  keepPreviousData,
  type QueryKey,
  useInfiniteQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ConsoleEvent } from '../../contracts/events.ts';
import { useConsoleEvents } from './live.ts';
import { createPacer, type Pacer } from './pacer.ts';

interface RowPage<Row> {
  items: Row[];
  next: string | null;
}

interface PagedRowsOptions<Page> {
  /** Not one that the event stream makes stale: it would ask for every page again. */
  queryKey: QueryKey;
  fetchPage: (cursor: string | null, signal: AbortSignal) => Promise<Page>;
  /** Whether an event may have changed the rows. Kept stable by the caller. */
  isAbout: (event: ConsoleEvent) => boolean;
}

export interface PagedRows<Page, Row> {
  /** Undefined until the first page came. */
  rows: readonly Row[] | undefined;
  firstPage: Page | undefined;
  error: Error | null;
  hasMore: boolean;
  isLoadingMore: boolean;
  /** The rows of another filter are still shown. */
  isChanging: boolean;
  loadMore: () => void;
  /** More than the first page is loaded, and something changed since: it is not replaced under the reader's eyes. */
  isOld: boolean;
  /** Begins again at the first page. */
  reload: () => void;
}

const FIRST: string | null = null;
const REFRESH_MS = 1_000;

/**
 * A long list by pages of a cursor. As long as only the first page is loaded it is kept up to date by the event stream,
 * at most once a second; further down it stays as it was read, and says when it is old.
 */
export function usePagedRows<Row, Page extends RowPage<Row>>({
  queryKey,
  fetchPage,
  isAbout,
}: PagedRowsOptions<Page>): PagedRows<Page, Row> {
  const client = useQueryClient();
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => fetchPage(pageParam, signal),
    initialPageParam: FIRST,
    getNextPageParam: (last: Page) => last.next,
    placeholderData: keepPreviousData,
    staleTime: 'static',
    gcTime: 0,
  });
  const { data, refetch, fetchNextPage, hasNextPage, isFetchingNextPage, isPlaceholderData } = query;
  const [oldKey, setOldKey] = useState<string | null>(null);
  const key = JSON.stringify(queryKey);

  const reload = () => {
    setOldKey(null);
    client.setQueryData<InfiniteData<Page, string | null>>(queryKey, (loaded) =>
      loaded === undefined
        ? undefined
        : { pages: loaded.pages.slice(0, 1), pageParams: loaded.pageParams.slice(0, 1) },
    );
    void refetch();
  };

  const pages = data?.pages.length ?? 0;
  const refresh = useRef<() => Promise<unknown>>(null);
  useEffect(() => {
    refresh.current = async () => {
      if (pages > 1) setOldKey(key);
      else await refetch();
    };
  }, [pages, key, refetch]);

  const pacer = useRef<Pacer>(null);
  useEffect(() => {
    const made = createPacer(async () => refresh.current?.(), REFRESH_MS);
    pacer.current = made;
    return made.end;
  }, []);
  useConsoleEvents(
    useCallback(
      (event: ConsoleEvent) => {
        if (event.kind === 'reset' || isAbout(event)) pacer.current?.ask();
      },
      [isAbout],
    ),
  );

  return {
    rows: data?.pages.flatMap(({ items }) => items),
    firstPage: data?.pages[0],
    error: query.error,
    hasMore: hasNextPage,
    isLoadingMore: isFetchingNextPage,
    isChanging: isPlaceholderData,
    loadMore: () => {
      if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
    },
    isOld: oldKey === key && pages > 1,
    reload,
  };
}

/** The address of a page: the filters that are set, and the cursor. */
export function pageAddress(
  path: string,
  filters: Readonly<Record<string, string | number | undefined>>,
  cursor: string | null,
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters))
    if (value !== undefined) query.set(name, String(value));
  if (cursor !== null) query.set('cursor', cursor);
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}
