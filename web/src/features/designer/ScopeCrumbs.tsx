import { RightOutlined } from '@ant-design/icons';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useExecution } from '../execution-view/execution-store.js';
import { runPrefix, type Instances } from '../execution-view/run-scope.js';
import styles from '../execution-view/execution-view.module.css';
import { machineAt, nodeAt, runScopeOf, type Scope } from './definition-edits.js';
import { useDesigner, useDesignerStore } from './designer-store.js';

interface Props {
  /** With an execution shown: which instance of each container is looked at. */
  readonly instances?: Instances | undefined;
  readonly onInstance: (path: string, index: number) => void;
}
interface Step {
  readonly scope: Scope;
  readonly label: string;
  readonly container: boolean;
}
/** Where inside the workflow the canvas is, and the way out again; in a machine with the state and which of its bodies. */
export function ScopeCrumbs({ instances, onInstance }: Props) {
  const { t } = useTranslation();
  const store = useDesignerStore();
  const definition = useDesigner((state) => state.definition);
  const root = useDesigner((state) => state.root);
  const progress = useExecution((state) => state.progress);
  const steps: Step[] = [];
  for (let at = 0; at < root.length; at++) {
    const scope = root.slice(0, at + 1);
    const id = root[at] ?? '';
    steps.push({ scope, label: nodeAt(definition, scope.slice(0, -1), id)?.title ?? id, container: true });
    if (!machineAt(definition, scope)) continue;
    const [state, phase] = [root[at + 1], root[at + 2]];
    if (state !== undefined && phase !== undefined)
      steps.push({ scope: root.slice(0, at + 3), label: `${state} · ${t(`states.phase.${phase}`)}`, container: false });
    at += 2;
  }
  return (
    <nav className={styles['crumbs']} aria-label={t('canvas.breadcrumbs')}>
      <button type="button" onClick={() => store.getState().enter([])}>
        {definition.name || t('workflow.label')}
      </button>
      {steps.map(({ scope, label, container }, index) => {
        const outer = runScopeOf(definition, scope.slice(0, -1));
        const path = `${instances ? runPrefix(outer, instances) : ''}${scope.at(-1) ?? ''}`;
        const count = container ? (progress[path]?.started ?? 0) : 0;
        return (
          <span key={scope.join('/')} className={styles['crumb']}>
            <RightOutlined />
            <button
              type="button"
              aria-current={index === steps.length - 1 ? 'page' : undefined}
              onClick={() => store.getState().enter(scope)}
            >
              {label}
            </button>
            {instances && count > 0 && (
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
