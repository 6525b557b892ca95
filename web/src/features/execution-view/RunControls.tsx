import { BorderOutlined, CaretRightOutlined, PauseOutlined } from '@ant-design/icons';
import { Button, Space, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { pauseExecution, resumeExecution, stopExecution } from '../../api/executions.js';
import { useFeedback } from '../../shared/ui/feedback.js';
import { useAct } from '../../shared/ui/use-act.js';
import { useExecution } from './execution-store.js';

/** Pause, resume and stop, as far as the execution's state allows. */
export function RunControls({
  executionId,
  onChanged,
  size = 'middle',
}: {
  readonly executionId: string;
  readonly onChanged: () => void;
  readonly size?: 'small' | 'middle';
}) {
  const { t } = useTranslation();
  const { modal } = useFeedback();
  const act = useAct();
  const status = useExecution((state) => state.status);
  const over = status === 'completed' || status === 'failed' || status === 'stopped';
  if (over) return null;
  const run = (action: (id: string) => Promise<unknown>) => void act(() => action(executionId)).then(onChanged);
  const stop = (): void => {
    modal.confirm({
      title: t('run.stopTitle'),
      content: t('run.stopLead'),
      okText: t('run.stop'),
      okButtonProps: { danger: true },
      onOk: () => run(stopExecution),
    });
  };
  return (
    <Space size={6}>
      {status === 'paused' ? (
        <Button size={size} icon={<CaretRightOutlined />} onClick={() => run(resumeExecution)}>
          {t('run.resume')}
        </Button>
      ) : (
        <Button size={size} icon={<PauseOutlined />} onClick={() => run(pauseExecution)}>
          {t('run.pause')}
        </Button>
      )}
      <Tooltip title={t('run.stopHelp')}>
        <Button size={size} danger icon={<BorderOutlined />} onClick={stop}>
          {t('run.stop')}
        </Button>
      </Tooltip>
    </Space>
  );
}
