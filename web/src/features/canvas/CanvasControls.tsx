import { ExpandOutlined, MinusOutlined, PlusOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Panel, useFlowStore, useReactFlow } from './flow.js';
import { FIT } from './show-graph.js';
import styles from './canvas.module.css';

const zoomOf = (state: { transform: [number, number, number] }): number => Math.round(state.transform[2] * 100);

export function CanvasControls() {
  const { t } = useTranslation();
  const flow = useReactFlow();
  const zoom = useFlowStore(zoomOf);
  return (
    <Panel position="bottom-left" className={styles['controls'] ?? ''}>
      <button type="button" aria-label={t('canvas.zoomOut')} onClick={() => flow.zoomOut({ duration: 120 })}>
        <MinusOutlined />
      </button>
      <button type="button" className={styles['zoom']} title={t('canvas.zoomReset')} onClick={() => flow.zoomTo(1, { duration: 150 })}>
        {zoom}%
      </button>
      <button type="button" aria-label={t('canvas.zoomIn')} onClick={() => flow.zoomIn({ duration: 120 })}>
        <PlusOutlined />
      </button>
      <button type="button" aria-label={t('canvas.fit')} title={t('canvas.fit')} onClick={() => flow.fitView({ ...FIT, duration: 200 })}>
        <ExpandOutlined />
      </button>
    </Panel>
  );
}
