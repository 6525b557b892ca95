import {
  AlignCenterOutlined,
  AlignLeftOutlined,
  AlignRightOutlined,
  BranchesOutlined,
  ColumnWidthOutlined,
  ColumnHeightOutlined,
  CopyOutlined,
  DeleteOutlined,
  GroupOutlined,
  PushpinOutlined,
  VerticalAlignBottomOutlined,
  VerticalAlignMiddleOutlined,
  VerticalAlignTopOutlined,
} from '@ant-design/icons';
import { Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Arrangement } from '../canvas/arrange.js';
import type { CanvasActions } from './use-canvas-actions.js';
import styles from './outline.module.css';

const ARRANGEMENTS: readonly (readonly [Arrangement, ReactNode])[] = [
  ['left', <AlignLeftOutlined key="left" />],
  ['center', <AlignCenterOutlined key="center" />],
  ['right', <AlignRightOutlined key="right" />],
  ['top', <VerticalAlignTopOutlined key="top" />],
  ['middle', <VerticalAlignMiddleOutlined key="middle" />],
  ['bottom', <VerticalAlignBottomOutlined key="bottom" />],
  ['across', <ColumnWidthOutlined key="across" />],
  ['down', <ColumnHeightOutlined key="down" />],
];
/** What can be done with several chosen nodes together. */
export function SelectionBar({ actions, count }: { readonly actions: CanvasActions; readonly count: number }) {
  const { t } = useTranslation();
  const tool = (name: string, icon: ReactNode, onClick: () => void): ReactNode => (
    <Tooltip key={name} title={t(`arrange.${name}`)} mouseEnterDelay={0.4}>
      <button type="button" aria-label={t(`arrange.${name}`)} onClick={onClick}>
        {icon}
      </button>
    </Tooltip>
  );
  return (
    <div className={styles['bar']} role="toolbar" aria-label={t('arrange.label')}>
      <span>{t('side.many', { count })}</span>
      {ARRANGEMENTS.filter(([how]) => count > 2 || (how !== 'across' && how !== 'down')).map(([how, icon]) =>
        tool(how, icon, () => actions.arrange(how)),
      )}
      <i aria-hidden="true" />
      {tool('tidy', <BranchesOutlined />, actions.shortcuts.layout)}
      {tool('pin', <PushpinOutlined />, actions.togglePin)}
      {tool('group', <GroupOutlined />, actions.addFrame)}
      {tool('copy', <CopyOutlined />, () => void actions.copyToClipboard(false))}
      {tool('delete', <DeleteOutlined />, actions.shortcuts.remove)}
    </div>
  );
}
