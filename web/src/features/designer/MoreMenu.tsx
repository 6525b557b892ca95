import {
  BranchesOutlined,
  CloudUploadOutlined,
  CopyOutlined,
  EllipsisOutlined,
  FileTextOutlined,
  GroupOutlined,
  HistoryOutlined,
  QuestionCircleOutlined,
  SnippetsOutlined,
} from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CanvasActions } from './use-canvas-actions.js';

interface Props {
  /** Whether it was asked for before it came, and whether the focus was on its button. */
  readonly opened: boolean;
  readonly focused: boolean;
  readonly actions: Pick<CanvasActions, 'addNote' | 'addFrame' | 'copyToClipboard' | 'pasteFromClipboard'>;
  readonly onLayout: () => void;
  readonly onRevisions: () => void;
  readonly onDownload: () => void;
  readonly onKeys: () => void;
}
export function MoreMenu({ opened, focused, actions, onLayout, onRevisions, onDownload, onKeys }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(opened);
  return (
    <Dropdown
      trigger={['click']}
      open={open}
      onOpenChange={setOpen}
      menu={{
        items: [
          { key: 'layout', icon: <BranchesOutlined />, label: t('designer.layout'), onClick: onLayout },
          { key: 'note', icon: <FileTextOutlined />, label: t('annotation.addNote'), onClick: actions.addNote },
          { key: 'frame', icon: <GroupOutlined />, label: t('annotation.addFrame'), onClick: actions.addFrame },
          { key: 'copy', icon: <CopyOutlined />, label: t('designer.copy'), onClick: () => void actions.copyToClipboard(false) },
          { key: 'paste', icon: <SnippetsOutlined />, label: t('designer.paste'), onClick: () => void actions.pasteFromClipboard() },
          { type: 'divider' },
          { key: 'revisions', icon: <HistoryOutlined />, label: t('revisions.title'), onClick: onRevisions },
          { key: 'download', icon: <CloudUploadOutlined rotate={180} />, label: t('designer.download'), onClick: onDownload },
          { key: 'keys', icon: <QuestionCircleOutlined />, label: t('keys.title'), onClick: onKeys },
        ],
      }}
    >
      <Button type="text" icon={<EllipsisOutlined />} aria-label={t('designer.more')} autoFocus={focused} />
    </Dropdown>
  );
}
