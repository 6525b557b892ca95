import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Notice } from '../shared/ui/Notice.js';
import { usePageTitle } from '../shared/ui/page-title.js';

export function NotFoundPage() {
  const { t } = useTranslation();
  usePageTitle(t('app.notFound'));
  return (
    <Notice
      title={t('app.notFound')}
      lead={t('app.notFoundLead')}
      actions={
        <Link to="/">
          <Button type="primary">{t('nav.home')}</Button>
        </Link>
      }
    />
  );
}
