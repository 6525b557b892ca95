import { DownloadOutlined, RedoOutlined, SyncOutlined } from '@ant-design/icons';
import { Button, Space, Tooltip } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { exportUrl, replayExecution } from '../../api/recovery.js';
import type { ExecutionView } from '../../api/types.js';
import { useFeedback } from '../../shared/ui/feedback.js';
import { JsonView } from '../../shared/ui/JsonView.js';
import { useAct } from '../../shared/ui/use-act.js';
import { useExecution } from '../execution-view/execution-store.js';
import { RetryDialog } from './RetryDialog.js';

/** What can be done with an execution that did not go well, or that somebody wants to look into: retry, replay, export. */
export function RecoveryControls({ view, onChanged }: { readonly view: ExecutionView; readonly onChanged: () => void }) {
  const { t } = useTranslation();
  const { modal } = useFeedback();
  const act = useAct();
  const status = useExecution((state) => state.status);
  const [retrying, setRetrying] = useState(false);
  const [replaying, setReplaying] = useState(false);
  const failed = (status === 'failed' || status === 'stopped') && view.imported !== true;
  const replay = async (): Promise<void> => {
    setReplaying(true);
    const answer = await act(() => replayExecution(view.id));
    setReplaying(false);
    if (!answer) return;
    const { firstDifference } = answer;
    if (!firstDifference) {
      modal.success({ title: t('recovery.identical'), content: t('recovery.identicalLead', { n: answer.events }) });
      return;
    }
    modal.warning({
      title: t('recovery.differs', { seq: firstDifference.seq }),
      width: 640,
      content: (
        <>
          <b>{t('recovery.recorded')}</b>
          <JsonView value={firstDifference.expected} executionId={view.id} />
          <b>{t('recovery.decided')}</b>
          <JsonView value={firstDifference.actual} executionId={view.id} />
        </>
      ),
    });
  };
  return (
    <Space size={6}>
      {failed && (
        <Tooltip title={t('recovery.retryHelp')}>
          <Button type="primary" icon={<RedoOutlined />} onClick={() => setRetrying(true)}>
            {t('recovery.retry')}
          </Button>
        </Tooltip>
      )}
      <Tooltip title={t('recovery.replayHelp')}>
        <Button icon={<SyncOutlined />} loading={replaying} onClick={() => void replay()}>
          {t('recovery.replay')}
        </Button>
      </Tooltip>
      <Tooltip title={t('recovery.exportHelp')}>
        <Button icon={<DownloadOutlined />} href={exportUrl(view.id)} download>
          {t('recovery.export')}
        </Button>
      </Tooltip>
      {retrying && <RetryDialog view={view} onClose={() => setRetrying(false)} onRetried={onChanged} />}
    </Space>
  );
}
