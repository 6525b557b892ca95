import { RightOutlined } from '@ant-design/icons';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { WorkflowDefinition } from '../../api/types.js';
import { nodeAt, type Scope } from '../designer/definition-edits.js';
import { useExecution } from './execution-store.js';
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
  const progress = useExecution((state) => state.progress);
  if (scope.length === 0) return null;
  return (
    <nav className={styles['crumbs']} aria-label={t('canvas.breadcrumbs')}>
      <button type="button" onClick={() => onScope([])}>
        {definition.name || t('workflow.label')}
      </button>
      {scope.map((id, index) => {
        const here = scope.slice(0, index + 1);
        const path = `${instances ? runPrefix(scope.slice(0, index), instances) : ''}${id}`;
        const count = progress[path]?.started ?? 0;
        return (
          <span key={here.join('/')} className={styles['crumb']}>
            <RightOutlined />
            <button type="button" aria-current={index === scope.length - 1 ? 'page' : undefined} onClick={() => onScope(here)}>
              {nodeAt(definition, scope.slice(0, index), id)?.title ?? id}
            </button>
            {instances && onInstance && count > 0 && (
              <Select
                size="small"
                variant="filled"
                value={instances[path] ?? 0}
                popupMatchSelectWidth={false}
                aria-label={t('canvas.instance')}
                onChange={(value) => onInstance(path, value)}
                options={Array.from({ length: count }, (_, n) => ({ value: n, label: `[${n}]` }))}
              />
            )}
          </span>
        );
      })}
    </nav>
  );
}
