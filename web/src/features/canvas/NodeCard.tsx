import {
  ExclamationCircleFilled,
  ExpandAltOutlined,
  LoadingOutlined,
  PushpinFilled,
  RightOutlined,
  ShrinkOutlined,
} from '@ant-design/icons';
import { memo, useContext, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { categoryColor, NodeIcon } from '../../shared/ui/NodeIcon.js';
import { statusColor } from '../../shared/ui/StatusTag.js';
import { useExecution, useNodeRun, useProgress } from '../execution-view/execution-store.js';
import { InsideRun } from '../execution-view/InsideRun.js';
import { NodeRunStrip } from '../execution-view/NodeRunStrip.js';
import { useTypeTitle } from '../palette/type-titles.js';
import { FarContext, useCardActions } from './canvas-actions.js';
import type { NodeData } from './flow-graph.js';
import { Handle, Position, useUpdateNodeInternals, type NodeProps } from './flow.js';
import { nodeHeight } from './node-geometry.js';
import { useTracedNode } from './traced.js';
import { phaseCount } from './inside.js';
import styles from './canvas.module.css';
import frames from './frames.module.css';

/** Draws every node of every type: its description says how. Far out, where nobody can read, only as much as tells it from others. */
export const NodeCard = memo(function NodeCard(props: NodeProps<NodeData>) {
  return useContext(FarContext) ? <FarCard {...props} /> : <FullCard {...props} />;
});
function FarCard({ id, data, selected }: NodeProps<NodeData>) {
  const { node, descriptor, runPath, severity, frame, handles, container } = data;
  const status = useExecution((state) => (runPath === undefined ? undefined : state.nodes[runPath]?.status));
  const traced = useTracedNode(id);
  return (
    <div
      className={`${styles['node']} ${frames['far']}`}
      data-selected={selected || undefined}
      data-status={status}
      data-traced={traced}
      data-severity={status ? undefined : severity}
      data-open={frame ? true : undefined}
      style={
        {
          '--cat': categoryColor(descriptor?.category),
          ...(status ? { '--st': statusColor(status) } : {}),
          height: frame ? '100%' : nodeHeight(handles, container),
          width: frame ? '100%' : undefined,
        } as React.CSSProperties
      }
    >
      {node.title ?? node.id}
    </div>
  );
}
/** Selects its own slice of the execution and nothing else. */
function FullCard({ id, data, selected }: NodeProps<NodeData>) {
  const { t } = useTranslation();
  const { node, descriptor, handles, used, runPath, severity, editable, frame, container, pinned } = data;
  const { onToggle, onEnter } = useCardActions();
  const run = useNodeRun(runPath);
  const progress = useProgress(runPath);
  const traced = useTracedNode(id);
  const typeTitle = useTypeTitle(node.type, descriptor);
  const update = useUpdateNodeInternals();
  const rows = handles.outputs.length > 1;
  const shape = handles.outputs.join(' ');
  const measured = useRef(shape);
  useEffect(() => {
    // What is new is measured by the library itself.
    if (measured.current !== shape) update(id);
    measured.current = shape;
  }, [id, shape, update]);
  const { states, nodes } = phaseCount(node);
  const errorUsed = used.split(' ').includes('error');
  const title = node.title ?? (node.type === node.id ? typeTitle : node.id);
  return (
    <div
      className={frame ? `${styles['node']} ${frames['open']}` : styles['node']}
      data-selected={selected || undefined}
      data-status={run?.status}
      data-traced={traced}
      data-unknown={descriptor === undefined || undefined}
      data-open={frame ? true : undefined}
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
      <div className={frame ? `${styles['head']} ${frames['openHead']}` : styles['head']}>
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
        {container && onToggle && (
          <button
            type="button"
            tabIndex={-1}
            className={`${frames['tool']} nodrag`}
            aria-label={frame ? t('canvas.collapse') : t('canvas.expand')}
            title={frame ? t('canvas.collapse') : t('canvas.expand')}
            onClick={(event) => {
              event.stopPropagation();
              onToggle(id);
            }}
          >
            {frame ? <ShrinkOutlined /> : <ExpandAltOutlined />}
          </button>
        )}
        {frame && onEnter && (
          <button
            type="button"
            tabIndex={-1}
            className={`${frames['tool']} nodrag`}
            aria-label={t('canvas.enter')}
            title={t('canvas.enter')}
            onClick={(event) => {
              event.stopPropagation();
              onEnter(id);
            }}
          >
            <RightOutlined />
          </button>
        )}
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
      {pinned && (
        <span className={frames['pin']} title={t('canvas.pinned')}>
          <PushpinFilled />
        </span>
      )}
      {container && !frame && (
        <div
          className={styles['inside']}
          onClick={
            onEnter &&
            ((event) => {
              event.stopPropagation();
              onEnter(id);
            })
          }
        >
          {progress && runPath !== undefined ? (
            <InsideRun path={runPath} />
          ) : states !== undefined ? (
            t('canvas.states', { count: states })
          ) : (
            t('canvas.inside', { count: nodes })
          )}
          <RightOutlined />
        </div>
      )}
      {run && !frame && <NodeRunStrip run={run} />}
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
}
