import { AutoComplete, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { folderPath } from './folder-path.js';
import styles from './workflows.module.css';

/** What is to get another place or name: a workflow's folder, its name, or a whole folder's path. */
export interface PlaceChange {
  readonly what: 'move' | 'rename' | 'folder';
  /** Whom the dialog names. */
  readonly subject: string;
  readonly value: string;
}
interface Props {
  readonly change: PlaceChange;
  readonly folders: readonly string[];
  /** Resolves once it is done; `false` leaves the dialog open. */
  readonly onDone: (value: string) => Promise<boolean>;
  readonly onClose: () => void;
}
const MAX_FOLDER = 200;
const MAX_NAME = 200;

/** One field and Enter: where a workflow lies, what it is called, or what a folder is called. */
export function PlaceDialog({ change, folders, onDone, onClose }: Props) {
  const { t } = useTranslation();
  const [value, setValue] = useState(change.value);
  const [busy, setBusy] = useState(false);
  const named = change.what === 'rename';
  const wanted = named ? value.trim() : folderPath(value);
  const fits = named ? wanted !== '' && wanted.length <= MAX_NAME : wanted.length <= MAX_FOLDER;
  const changed = wanted !== change.value;
  const submit = async (): Promise<void> => {
    if (!fits || busy) return;
    if (!changed) return onClose();
    setBusy(true);
    const done = await onDone(wanted);
    setBusy(false);
    if (done) onClose();
  };
  const suggested = folders.filter((folder) => folder !== change.value && folder.toLowerCase().includes(value.trim().toLowerCase()));
  return (
    <Modal
      open
      title={t(`workflows.${change.what}Title`, { name: change.subject })}
      okText={t(`workflows.${change.what}Do`)}
      cancelText={t('app.cancel')}
      okButtonProps={{ disabled: !fits, loading: busy }}
      onOk={() => void submit()}
      onCancel={onClose}
      destroyOnHidden
      width={460}
    >
      <Form layout="vertical" name="place" onFinish={() => void submit()}>
        <Form.Item
          label={t(named ? 'workflows.name' : 'workflows.folder')}
          htmlFor="place_value"
          {...(fits ? {} : { validateStatus: 'error' as const, help: t(named ? 'workflows.nameLength' : 'workflows.folderLength') })}
          {...(named || !fits
            ? {}
            : { extra: <span className={styles['help']}>{t(wanted === '' ? 'workflows.outermost' : 'workflows.folderHelp')}</span> })}
        >
          {named ? (
            <Input
              id="place_value"
              value={value}
              autoFocus
              onFocus={(event) => event.target.select()}
              onChange={(e) => setValue(e.target.value)}
            />
          ) : (
            <AutoComplete
              id="place_value"
              value={value}
              autoFocus
              defaultActiveFirstOption={false}
              options={(value === change.value ? folders : suggested).map((folder) => ({ value: folder }))}
              placeholder={t('workflows.folderExample')}
              onChange={setValue}
              className={styles['place'] ?? ''}
              onInputKeyDown={(event) => {
                // The list of suggestions has the first Enter while one of them is marked.
                const marked = event.currentTarget.getAttribute('aria-activedescendant');
                const open = event.currentTarget.getAttribute('aria-expanded') === 'true';
                if (event.key === 'Enter' && !(open && marked && document.getElementById(marked)?.getAttribute('aria-selected') === 'true'))
                  void submit();
              }}
            />
          )}
        </Form.Item>
      </Form>
    </Modal>
  );
}
