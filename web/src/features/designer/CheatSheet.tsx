import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './designer.module.css';

const MAC = /Mac|iPhone|iPad/.test(navigator.platform);
const CMD = MAC ? '⌘' : 'Ctrl';
const KEYS: readonly (readonly [string, readonly string[]])[] = [
  ['add', ['Tab', '/']],
  ['run', [`${CMD} Enter`]],
  ['save', [`${CMD} S`]],
  ['undo', [`${CMD} Z`]],
  ['redo', [`${CMD} Shift Z`]],
  ['copy', [`${CMD} C`, `${CMD} X`, `${CMD} V`]],
  ['duplicate', [`${CMD} D`]],
  ['selectAll', [`${CMD} A`]],
  ['select', ['Shift']],
  ['delete', ['Delete']],
  ['layout', ['L']],
  ['fit', ['F']],
  ['escape', ['Esc']],
  ['help', ['?']],
];
export function CheatSheet({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal open={open} onCancel={onClose} footer={null} title={t('keys.title')} width={440}>
      <dl className={styles['keys']}>
        {KEYS.map(([name, keys]) => (
          <div key={name}>
            <dt>{t(`keys.${name}`)}</dt>
            <dd>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
