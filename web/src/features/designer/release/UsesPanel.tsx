import { ApartmentOutlined } from '@ant-design/icons';
import { Progress } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { fetchDefinition, fetchWorkflows } from '../../../api/workflows.js';
import type { WorkflowSummary } from '../../../api/types.js';
import { EmptyState } from '../../../shared/ui/EmptyState.js';
import { sentenceOf } from '../../../shared/ui/use-act.js';
import { usesOf, type Use } from './find-uses.js';
import styles from './release.module.css';

const AT_ONCE = 4;
interface Found {
  readonly workflow: WorkflowSummary;
  readonly uses: readonly Use[];
}
/** Who calls this workflow as a subflow: the drafts of all workflows are read for it, when somebody asks. */
export function UsesPanel({ workflowId }: { readonly workflowId: string }) {
  const { t } = useTranslation();
  const [found, setFound] = useState<readonly Found[]>([]);
  const [searched, setSearched] = useState<{ readonly done: number; readonly total: number } | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    search(workflowId, (hit, done, total) => {
      if (gone) return false;
      if (hit) setFound((known) => [...known, hit]);
      setSearched({ done, total });
      return true;
    }).catch((error: unknown) => gone || setFailure(sentenceOf(error)));
    return () => {
      gone = true;
      setFound([]);
    };
  }, [workflowId]);
  const over = searched !== null && searched.done === searched.total;
  return (
    <div data-testid="uses">
      {failure && <p className={styles['bad']}>{failure}</p>}
      {!over && searched && (
        <div className={styles['searching']} role="status">
          {t('release.searching', searched)}
          <Progress percent={Math.round((searched.done / Math.max(1, searched.total)) * 100)} showInfo={false} size="small" />
        </div>
      )}
      {over && found.length === 0 && (
        <EmptyState small icon={<ApartmentOutlined />} title={t('release.noUse')}>
          {t('release.noUseLead')}
        </EmptyState>
      )}
      <ul className={styles['cards']}>
        {found.map(({ workflow, uses }) => (
          <li key={workflow.id}>
            <Link to={`/workflows/${encodeURIComponent(workflow.id)}`}>
              <b>{workflow.name || workflow.key}</b>
            </Link>
            {uses.map((use) => (
              <p key={use.path}>
                {t('release.usedAt', { path: use.path })}
                {use.revision !== null &&
                  ` · ${use.revision === 'latest' ? t('release.latest') : t('release.pinned', { revision: use.revision })}`}
              </p>
            ))}
          </li>
        ))}
      </ul>
    </div>
  );
}
/** Reads every workflow a few at a time; `tell` answers whether to go on. */
async function search(id: string, tell: (hit: Found | null, done: number, total: number) => boolean): Promise<void> {
  const all: WorkflowSummary[] = [];
  let cursor: string | null = null;
  do {
    const page = await fetchWorkflows({ page_size: 200, ...(cursor ? { cursor } : {}) });
    all.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  const names = new Set([id, ...all.filter((one) => one.id === id).map(({ key }) => key)]);
  const others = all.filter((one) => one.id !== id);
  let [next, done] = [0, 0];
  if (others.length === 0) tell(null, 0, 0);
  const worker = async (): Promise<void> => {
    for (let workflow = others[next++]; workflow; workflow = others[next++]) {
      const uses = usesOf(await fetchDefinition(workflow.id), names);
      if (!tell(uses.length ? { workflow, uses } : null, ++done, others.length)) return;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
