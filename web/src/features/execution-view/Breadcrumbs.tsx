import { LeftOutlined, RightOutlined, WarningOutlined } from '@ant-design/icons';
import { Button, Select, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import type { WorkflowDefinition } from '../../api/types.js';
import { statusColor } from '../../shared/ui/StatusTag.js';
import { nodeAt, type Scope } from '../designer/definition-edits.js';
import { useExecution } from './execution-store.js';
import { iterationsOf, NO_ITERATIONS } from './iterations.js';
import { runPrefix, type Instances } from './run-scope.js';
import styles from './execution-view.module.css';

interface Props {
  readonly definition: WorkflowDefinition;
  readonly scope: Scope;
  readonly onScope: (scope: Scope) => void;
  /** With an execution shown: which instance of each container is looked at. */
  readonly instances?: Instances;
  readonly onInstance?: (path: string, index: number) => void;
}
/** Where inside the workflow the canvas is, and the way out again. */
export function Breadcrumbs({ definition, scope, onScope, instances, onInstance }: Props) {
  const { t } = useTranslation();
  if (scope.length === 0) return null;
  return (
    <nav className={styles['crumbs']} aria-label={t('canvas.breadcrumbs')}>
      <button type="button" onClick={() => onScope([])}>
        {definition.name || t('workflow.label')}
      </button>
      {scope.map((id, index) => {
        const here = scope.slice(0, index + 1);
        const path = `${instances ? runPrefix(scope.slice(0, index), instances) : ''}${id}`;
        return (
          <span key={here.join('/')} className={styles['crumb']}>
            <RightOutlined />
            <button type="button" aria-current={index === scope.length - 1 ? 'page' : undefined} onClick={() => onScope(here)}>
              {nodeAt(definition, scope.slice(0, index), id)?.title ?? id}
            </button>
            {instances && onInstance && <Switcher path={path} at={instances[path] ?? 0} onAt={(to) => onInstance(path, to)} />}
          </span>
        );
      })}
    </nav>
  );
}
/** Which iteration is looked at: the one before, the next, any by number, and the next that failed. */
function Switcher({ path, at, onAt }: { readonly path: string; readonly at: number; readonly onAt: (index: number) => void }) {
  const { t } = useTranslation();
  const iterations = useExecution((state) => iterationsOf(state.nodes).get(path) ?? NO_ITERATIONS);
  if (iterations.length === 0) return null;
  const last = iterations.at(-1)?.index ?? 0;
  const failed = iterations.filter((iteration) => iteration.error !== null);
  const nextFailed = failed.find((iteration) => iteration.index > at) ?? failed[0];
  return (
    <span className={styles['switcher']}>
      <Button
        size="small"
        type="text"
        icon={<LeftOutlined />}
        disabled={at <= 0}
        aria-label={t('watch.previous')}
        onClick={() => onAt(at - 1)}
      />
      <Select
        size="small"
        variant="filled"
        showSearch
        value={at}
        popupMatchSelectWidth={170}
        aria-label={t('canvas.instance')}
        data-testid="instance"
        onChange={onAt}
        options={iterations.map((iteration) => ({
          value: iteration.index,
          label: (
            <span className={styles['instance']}>
              <i style={{ background: statusColor(iteration.status) }} />[{iteration.index}]
            </span>
          ),
        }))}
        filterOption={(search, option) => String(option?.value).startsWith(search.replace(/[[\]]/g, ''))}
      />
      <Button
        size="small"
        type="text"
        icon={<RightOutlined />}
        disabled={at >= last}
        aria-label={t('watch.next')}
        onClick={() => onAt(at + 1)}
      />
      {nextFailed && (
        <Tooltip title={t('watch.nextFailed', { count: failed.length })}>
          <Button
            size="small"
            type="text"
            icon={<WarningOutlined style={{ color: 'var(--st-failed)' }} />}
            aria-label={t('watch.nextFailed', { count: failed.length })}
            onClick={() => onAt(nextFailed.index)}
          />
        </Tooltip>
      )}
    </span>
  );
}
