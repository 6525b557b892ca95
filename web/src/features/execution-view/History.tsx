import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { executionKeys, fetchHistory } from '../../api/executions.js';
import { formatTime } from '../../shared/format.js';
import { JsonView } from '../../shared/ui/JsonView.js';
import styles from './execution-view.module.css';

/** Every recorded event, in the order recorded. */
export function History({ executionId, stamp }: { readonly executionId: string; readonly stamp: string }) {
  const { t, i18n } = useTranslation();
  const history = useInfiniteQuery({
    queryKey: [...executionKeys.history(executionId), stamp],
    queryFn: ({ pageParam }) => fetchHistory(executionId, pageParam || undefined),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (previous) => previous,
  });
  if (history.isPending) return <Skeleton active style={{ padding: 20 }} />;
  return (
    <>
      <table className={styles['history']}>
        <tbody>
          {history.data?.pages
            .flatMap((page) => page.items)
            .map((item) => (
              <tr key={item.seq}>
                <td>{item.seq}</td>
                <td>{formatTime(item.at, i18n.language)}</td>
                <td>
                  <details>
                    <summary>
                      <b>{item.type}</b> {item.path && <code>{item.path}</code>}
                    </summary>
                    <JsonView value={item.data} executionId={executionId} />
                  </details>
                </td>
              </tr>
            ))}
        </tbody>
      </table>
      {history.hasNextPage && (
        <Button style={{ margin: 12 }} loading={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
          {t('app.more')}
        </Button>
      )}
    </>
  );
}
