import { ExclamationCircleFilled, LoadingOutlined, RightOutlined } from '@ant-design/icons';
import { memo, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { categoryColor, NodeIcon } from '../../shared/ui/NodeIcon.js';
import { statusColor } from '../../shared/ui/StatusTag.js';
import { useNodeRun, useProgress } from '../execution-view/execution-store.js';
import { NodeRunStrip } from '../execution-view/NodeRunStrip.js';
import { useTypeTitle } from '../palette/type-titles.js';
import type { NodeData } from './flow-graph.js';
import { Handle, Position, useUpdateNodeInternals, type NodeProps } from './flow.js';
import { useTracedNode } from './traced.js';
import styles from './canvas.module.css';

/** Draws every node of every type: its description says how. Selects its own slice of the execution and nothing else. */
export const NodeCard = memo(function NodeCard({ id, data, selected }: NodeProps<NodeData>) {
  const { t } = useTranslation();
  const { node, descriptor, handles, used, runPath, severity, editable } = data;
  const run = useNodeRun(runPath);
  const progress = useProgress(runPath);
  const traced = useTracedNode(id);
  const typeTitle = useTypeTitle(node.type, descriptor);
  const update = useUpdateNodeInternals();
  const rows = handles.outputs.length > 1;
  const shape = handles.outputs.join(' ');
  useEffect(() => update(id), [id, shape, update]);
  const inside = descriptor?.hasBody ?? node.body !== undefined;
  const errorUsed = used.split(' ').includes('error');
  const title = node.title ?? (node.type === node.id ? typeTitle : node.id);
  return (
    <div
      className={styles['node']}
      data-selected={selected || undefined}
      data-status={run?.status}
      data-traced={traced}
      data-unknown={descriptor === undefined || undefined}
      style={{ '--cat': categoryColor(descriptor?.category), ...(run ? { '--st': statusColor(run.status) } : {}) } as React.CSSProperties}
    >
      {handles.input && (
        <Handle
          id="in"
          type="target"
          position={Position.Left}
          className={styles['handle'] ?? ''}
          style={{ top: 27 }}
          isConnectable={editable}
        />
      )}
      <div className={styles['head']}>
        <span className={styles['icon']}>
          <NodeIcon type={node.type} icon={descriptor?.icon} />
        </span>
        <span className={styles['titles']}>
          <b title={title}>{title}</b>
          <small>
            {node.title && node.title !== typeTitle ? `${typeTitle} · ${node.id}` : node.type === node.id ? node.type : typeTitle}
          </small>
        </span>
        {run?.status === 'running' && <LoadingOutlined className={styles['spin']} />}
        {severity && !run && <ExclamationCircleFilled className={styles['flag']} data-severity={severity} />}
      </div>
      {rows &&
        handles.outputs.map((handle) => (
          <div key={handle} className={styles['row']}>
            {t(`handle.${handle}`, { defaultValue: handle })}
            <Handle id={handle} type="source" position={Position.Right} className={styles['handle'] ?? ''} isConnectable={editable} />
          </div>
        ))}
      {!rows && handles.outputs[0] !== undefined && (
        <Handle
          id={handles.outputs[0]}
          type="source"
          position={Position.Right}
          className={styles['handle'] ?? ''}
          style={{ top: 27 }}
          isConnectable={editable}
        />
      )}
      {inside && (
        <div className={styles['inside']}>
          {progress
            ? t('canvas.progress', { started: progress.started, done: progress.done })
            : t('canvas.inside', { count: node.body?.nodes.length ?? 0 })}
          <RightOutlined />
        </div>
      )}
      {run && <NodeRunStrip run={run} />}
      {handles.error && (
        <Handle
          id="error"
          type="source"
          position={Position.Bottom}
          className={`${styles['handle']} ${styles['errorHandle']}`}
          data-used={errorUsed || undefined}
          title={t('handle.error')}
          isConnectable={editable}
        />
      )}
    </div>
  );
});
