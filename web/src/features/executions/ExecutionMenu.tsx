import { CodeOutlined, EllipsisOutlined, RedoOutlined, RollbackOutlined } from '@ant-design/icons';
import { Button, Dropdown, Space, Tooltip } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { compensateExecution, fetchValue } from '../../api/executions.js';
import { isValueRef, type ExecutionView, type Json } from '../../api/types.js';
import { execute } from '../../api/workflows.js';
import { useFeedback } from '../../shared/ui/feedback.js';
import { useAct } from '../../shared/ui/use-act.js';
import { useExecution } from '../execution-view/execution-store.js';
import { curlOf } from './curl.js';

/** What else can be done with an execution: run it again on the same input, take it as a call, undo it. */
export function ExecutionMenu({ view, onChanged }: { readonly view: ExecutionView; readonly onChanged: () => void }) {
  const { t } = useTranslation();
  const { message, modal } = useFeedback();
  const act = useAct();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const status = useExecution((state) => state.status);
  const over = status === 'completed' || status === 'failed' || status === 'stopped';
  const imported = view.imported === true;
  const input = async (): Promise<Json> => (isValueRef(view.input) ? fetchValue(view.id, view.input.$ref) : view.input);
  const again = async (): Promise<void> => {
    setBusy(true);
    const made = await act(async () =>
      execute(
        view.workflowId,
        { input: await input(), revision: view.revision, tags: view.tags, priority: view.priority },
        crypto.randomUUID(),
      ),
    );
    setBusy(false);
    if (made) await navigate(`/executions/${encodeURIComponent(made.id)}`);
  };
  const copyCurl = async (): Promise<void> => {
    const done = await act(async () => {
      await navigator.clipboard.writeText(curlOf(window.location.origin, { ...view, input: await input() }));
      return true;
    });
    if (done) message.success({ content: t('app.copied'), duration: 1.2 });
  };
  const undo = (): void =>
    modal.confirm({
      title: t('watch.compensateTitle'),
      content: t('watch.compensateLead'),
      okText: t('watch.compensate'),
      cancelText: t('app.cancel'),
      okButtonProps: { danger: true },
      onOk: () => act(() => compensateExecution(view.id)).then(onChanged),
    });
  return (
    <Space size={6}>
      {over && !imported && (
        <Tooltip title={t('watch.againHelp')}>
          <Button icon={<RedoOutlined />} loading={busy} data-testid="run-again" onClick={() => void again()}>
            {t('watch.again')}
          </Button>
        </Tooltip>
      )}
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            ...(over || imported ? [] : [{ key: 'again', icon: <RedoOutlined />, label: t('watch.again'), onClick: () => void again() }]),
            { key: 'curl', icon: <CodeOutlined />, label: t('executions.curl'), onClick: () => void copyCurl() },
            ...(imported
              ? []
              : [
                  {
                    key: 'undo',
                    danger: true,
                    icon: <RollbackOutlined />,
                    label: t('watch.compensate'),
                    title: t('watch.compensateHelp'),
                    onClick: undo,
                  },
                ]),
          ],
        }}
      >
        <Button icon={<EllipsisOutlined />} aria-label={t('watch.more')} data-testid="execution-menu" />
      </Dropdown>
    </Space>
  );
}
