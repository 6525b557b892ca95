import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Session } from '../../api/types.js';
import { Panel, Section } from '../../shared/ui/Page.js';
import { Row } from './Row.js';

/** What runs here. The processes behind the page have a page of their own. */
export function AboutSection({ session }: { readonly session: Session | null }) {
  const { t } = useTranslation();
  return (
    <Section title={t('about.title')}>
      <Panel flush>
        <Row label={`AgentFlow ${session?.version ?? ''}`} help={t(`about.mode.${session?.mode ?? 'embedded'}`)}>
          <Link to="/cluster">
            <Button>{t('nav.cluster')}</Button>
          </Link>
        </Row>
      </Panel>
    </Section>
  );
}
