import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './designer.module.css';

const MAC = /Mac|iPhone|iPad/.test(navigator.platform);
const CMD = MAC ? '⌘' : 'Ctrl';
type Keys = readonly (readonly [string, readonly string[]])[];
const GROUPS: readonly (readonly [string, Keys])[] = [
  [
    'move',
    [
      ['step', ['←', '→', '↑', '↓']],
      ['open', ['Enter']],
      ['edit', ['F2']],
      ['expand', ['E']],
      ['escape', ['Esc']],
      ['outline', ['O']],
      ['regions', ['F6', 'Shift F6']],
      ['leave', ['Shift Tab']],
    ],
  ],
  [
    'change',
    [
      ['add', ['Tab', '/']],
      ['connect', ['C']],
      ['delete', ['Delete']],
      ['nudge', ['Shift ←→↑↓']],
      ['nudgeFine', [`${CMD} Shift ←→↑↓`]],
      ['duplicate', [`${CMD} D`]],
      ['copy', [`${CMD} C`, `${CMD} X`, `${CMD} V`]],
      ['undo', [`${CMD} Z`]],
      ['redo', [`${CMD} Shift Z`]],
    ],
  ],
  [
    'arrange',
    [
      ['selectAll', [`${CMD} A`]],
      ['select', ['Shift']],
      ['layout', ['L']],
      ['pin', ['P']],
      ['group', ['G']],
      ['note', ['N']],
      ['fit', ['F']],
    ],
  ],
  [
    'work',
    [
      ['run', [`${CMD} Enter`]],
      ['save', [`${CMD} S`]],
      ['help', ['?']],
    ],
  ],
  [
    'list',
    [
      ['listWalk', ['↑', '↓', '←', '→']],
      ['listAdd', ['A']],
      ['listSwap', ['Alt ↑', 'Alt ↓']],
    ],
  ],
];
export function CheatSheet({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal open={open} onCancel={onClose} footer={null} title={t('keys.title')} width={880}>
      <div className={styles['keyGroups']}>
        {GROUPS.map(([group, keys]) => (
          <section key={group}>
            <h3>{t(`keys.groups.${group}`)}</h3>
            <dl className={styles['keys']}>
              {keys.map(([name, list]) => (
                <div key={name}>
                  <dt>{t(`keys.${name}`)}</dt>
                  <dd>
                    {list.map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
