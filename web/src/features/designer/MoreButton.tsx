import { EllipsisOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { lazy, Suspense, useRef, useState, type ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';

const MoreMenu = lazy(async () => {
  await drawn();
  return { default: (await import('./MoreMenu.js')).MoreMenu };
});
import { drawn } from '../canvas/drawn.js';

/** The menu of what is wanted less often. Until it has come its button stands there alone, and opens it as soon as it can. */
export function MoreButton(props: Omit<ComponentProps<typeof MoreMenu>, 'opened' | 'focused'>) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const focused = useRef(false);
  return (
    <Suspense
      fallback={
        <Button
          type="text"
          icon={<EllipsisOutlined />}
          aria-label={t('designer.more')}
          aria-haspopup="menu"
          onClick={() => setOpened(true)}
          onFocus={() => (focused.current = true)}
          onBlur={() => (focused.current = false)}
        />
      }
    >
      <MoreMenu {...props} opened={opened} focused={focused.current} />
    </Suspense>
  );
}
