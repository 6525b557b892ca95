import { InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './start.module.css';

export interface StartWish {
  readonly tags: readonly string[];
  readonly priority: number;
}
export const NO_WISH: StartWish = { tags: [], priority: 0 };
const MOST_TAGS = 50;
const LONGEST_TAG = 100;

/** How an execution is filed and how soon it gets its turn. */
export function StartOptions({ wish, onWish }: { readonly wish: StartWish; readonly onWish: (wish: StartWish) => void }) {
  const { t } = useTranslation();
  return (
    <details className={styles['options']} open={wish.tags.length > 0 || wish.priority !== 0 || undefined}>
      <summary>{t('start.options')}</summary>
      <div>
        <label htmlFor="start-tags">{t('start.tags')}</label>
        <Select
          id="start-tags"
          mode="tags"
          open={false}
          suffixIcon={null}
          maxCount={MOST_TAGS}
          placeholder={t('start.tagsHint')}
          value={[...wish.tags]}
          onChange={(tags: string[]) => onWish({ ...wish, tags: tags.map((tag) => tag.trim().slice(0, LONGEST_TAG)).filter(Boolean) })}
          tokenSeparators={[',']}
        />
      </div>
      <div>
        <label htmlFor="start-priority">{t('start.priority')}</label>
        <InputNumber
          id="start-priority"
          min={-100}
          max={100}
          precision={0}
          value={wish.priority}
          onChange={(priority) => onWish({ ...wish, priority: priority ?? 0 })}
        />
        <small>{t('start.priorityHelp')}</small>
      </div>
    </details>
  );
}
