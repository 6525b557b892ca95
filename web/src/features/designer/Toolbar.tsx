import {
  ArrowLeftOutlined,
  CaretRightOutlined,
  CheckCircleOutlined,
  CloseCircleFilled,
  RedoOutlined,
  UndoOutlined,
  WarningFilled,
} from '@ant-design/icons';
import { Button, Segmented, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Problem } from '../../api/types.js';
import { sentenceOf } from '../../shared/ui/use-act.js';
import { setWorkflow } from './definition-edits.js';
import { useDesigner, useDesignerStore, useHistoryDepth } from './designer-store.js';
import { MoreButton } from './MoreButton.js';
import { loadTextParts } from './text-parts.js';
import type { Saving } from './use-autosave.js';
import type { CanvasActions } from './use-canvas-actions.js';
import styles from './designer.module.css';

export type DesignerView = 'canvas' | 'outline' | 'yaml';
interface Props {
  readonly view: DesignerView;
  readonly onView: (view: DesignerView) => void;
  readonly actions: Pick<CanvasActions, 'addNote' | 'addFrame' | 'copyToClipboard' | 'pasteFromClipboard'>;
  readonly saving: Saving;
  readonly released: number | null;
  readonly problems: readonly Problem[];
  readonly showProblems: boolean;
  readonly onProblems: () => void;
  readonly onLayout: () => void;
  readonly onRun: () => void;
  readonly onPublish: () => void;
  readonly onRevisions: () => void;
  readonly onKeys: () => void;
  readonly onSave: () => void;
}
export function Toolbar(props: Props) {
  const { t } = useTranslation();
  const store = useDesignerStore();
  const name = useDesigner((state) => state.definition.name);
  const canUndo = useHistoryDepth((state) => state.pastStates.length > 0);
  const canRedo = useHistoryDepth((state) => state.futureStates.length > 0);
  const errors = props.problems.filter((problem) => problem.severity === 'error').length;
  const warnings = props.problems.length - errors;
  const download = async (): Promise<void> => {
    await loadTextParts();
    const url = URL.createObjectURL(new Blob([store.getState().syncText()], { type: 'application/yaml' }));
    const link = Object.assign(document.createElement('a'), {
      href: url,
      download: `${name.replace(/[^\p{L}\p{N}]+/gu, '-') || 'workflow'}.yaml`,
    });
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <header className={styles['toolbar']} data-region="toolbar">
      <div className={styles['toolbarLeft']}>
        <Link to="/workflows" aria-label={t('nav.workflows')}>
          <Button type="text" icon={<ArrowLeftOutlined />} tabIndex={-1} />
        </Link>
        <input
          className={styles['name']}
          value={name}
          aria-label={t('workflow.name')}
          size={Math.min(Math.max(name.length, 8), 34)}
          onChange={(event) => store.getState().edit((d) => setWorkflow(d, 'name', event.target.value), 'name')}
          onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
        />
        <SaveState saving={props.saving} onSave={props.onSave} />
        <span className={styles['revision']}>
          {props.released === null ? t('publish.never') : t('revisions.name', { revision: props.released })}
        </span>
      </div>
      <Segmented
        value={props.view}
        onChange={props.onView}
        options={[
          { value: 'canvas', label: t('designer.canvas') },
          { value: 'outline', label: t('outline.view') },
          { value: 'yaml', label: 'YAML' },
        ]}
      />
      <div className={styles['toolbarRight']}>
        <Tooltip title={t('designer.undo')}>
          <Button
            type="text"
            icon={<UndoOutlined />}
            disabled={!canUndo}
            aria-label={t('designer.undo')}
            onClick={() => store.temporal.getState().undo()}
          />
        </Tooltip>
        <Tooltip title={t('designer.redo')}>
          <Button
            type="text"
            icon={<RedoOutlined />}
            disabled={!canRedo}
            aria-label={t('designer.redo')}
            onClick={() => store.temporal.getState().redo()}
          />
        </Tooltip>
        <Button
          type={props.showProblems ? 'default' : 'text'}
          aria-pressed={props.showProblems}
          aria-label={t('problems.title')}
          data-testid="problems"
          onClick={props.onProblems}
        >
          {errors > 0 ? (
            <CloseCircleFilled style={{ color: 'var(--st-failed)' }} />
          ) : warnings > 0 ? (
            <WarningFilled style={{ color: 'var(--st-waiting)' }} />
          ) : (
            <CheckCircleOutlined style={{ color: 'var(--st-completed)' }} />
          )}
          {errors + warnings > 0 && errors + warnings}
        </Button>
        <MoreButton {...props} onDownload={() => void download()} />
        <Button onClick={props.onPublish} data-testid="publish">
          {t('publish.open')}
        </Button>
        <Button type="primary" icon={<CaretRightOutlined />} onClick={props.onRun} data-testid="run">
          {t('run.open')}
        </Button>
      </div>
    </header>
  );
}
function SaveState({ saving, onSave }: { readonly saving: Saving; readonly onSave: () => void }) {
  const { t } = useTranslation();
  const { status, error } = saving;
  return (
    <Tooltip title={(error && sentenceOf(error)) ?? t(`save.${status}Help`, { defaultValue: '' })}>
      <button type="button" className={styles['save']} data-status={status} onClick={onSave} aria-live="polite">
        <i aria-hidden="true" />
        {t(`save.${status}`)}
      </button>
    </Tooltip>
  );
}
