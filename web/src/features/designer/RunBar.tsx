import { CloseOutlined, ExportOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { StatusTag } from '../../shared/ui/StatusTag.js';
import { useExecution } from '../execution-view/execution-store.js';
import { RunClock } from '../execution-view/RunClock.js';
import { RunControls } from '../execution-view/RunControls.js';
import type { Following } from '../execution-view/use-follow.js';
import { WaitingBar } from '../execution-view/WaitingBar.js';
import styles from './designer.module.css';

interface Props {
  readonly executionId: string;
  readonly execution: Following | null;
  readonly onClose: () => void;
  readonly onGoPath: (path: string) => void;
}
/** Over the canvas while an execution is shown upon it: how it stands, and what can be done about it. */
export function RunBar({ executionId, execution, onClose, onGoPath }: Props) {
  const { t } = useTranslation();
  const status = useExecution((state) => state.status);
  return (
    <>
      <div className={styles['runBar']} data-testid="run-bar">
        <StatusTag status={status} />
        <RunClock />
        {execution && !execution.connected && <span className={styles['bad']}>{t('run.reconnecting')}</span>}
        <RunControls executionId={executionId} onChanged={() => execution?.refresh()} size="small" />
        <Tooltip title={t('run.openPage')}>
          <Link to={`/executions/${executionId}`}>
            <Button size="small" type="text" icon={<ExportOutlined />} aria-label={t('run.openPage')} />
          </Link>
        </Tooltip>
        <Tooltip title={t('run.closeOverlay')}>
          <Button size="small" type="text" icon={<CloseOutlined />} aria-label={t('run.closeOverlay')} onClick={onClose} />
        </Tooltip>
      </div>
      <WaitingBar onGo={onGoPath} />
    </>
  );
}
