import { Button, Segmented, Skeleton } from 'antd';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { signOut, useSession } from '../../api/session.js';
import { useTheme, type ThemeChoice } from '../../app/theme.js';
import { chooseLanguage, type Language } from '../../shared/i18n/index.js';
import { Page, Panel, Section } from '../../shared/ui/Page.js';
import { useAct } from '../../shared/ui/use-act.js';
import { AboutSection } from './AboutSection.js';
import { DegradationSection } from './DegradationSection.js';
import { Row } from './Row.js';

const ApiKeysSection = lazy(() => import('./ApiKeysSection.js').then((m) => ({ default: m.ApiKeysSection })));
const BudgetSection = lazy(() => import('./BudgetSection.js').then((m) => ({ default: m.BudgetSection })));

export function SettingsPage() {
  const { t, i18n } = useTranslation();
  const act = useAct();
  const session = useSession();
  const choice = useTheme((state) => state.choice);
  const choose = useTheme((state) => state.choose);
  const admin = session.data?.roles.includes('admin') ?? false;
  const operates = admin || (session.data?.roles.includes('operator') ?? false);
  // Nothing of this person's stays in the page's memory.
  const leave = (): void => void act(signOut).then((left) => left !== undefined && window.location.assign('/'));
  return (
    <Page title={t('nav.settings')}>
      <Section title={t('settings.look')}>
        <Panel flush>
          <Row label={t('settings.theme')}>
            <Segmented<ThemeChoice>
              aria-label={t('settings.theme')}
              value={choice}
              onChange={choose}
              options={(['system', 'light', 'dark'] as const).map((value) => ({ value, label: t(`settings.themes.${value}`) }))}
            />
          </Row>
          <Row label={t('settings.language')}>
            <Segmented<Language>
              aria-label={t('settings.language')}
              value={i18n.language as Language}
              onChange={(value) => void chooseLanguage(value)}
              options={[
                { value: 'zh', label: '简体中文' },
                { value: 'en', label: 'English' },
              ]}
            />
          </Row>
          <Row
            label={session.data?.subject ?? ''}
            help={[session.data?.org, ...(session.data?.roles ?? []).map((role) => t(`role.${role}`, { defaultValue: role }))]
              .filter(Boolean)
              .join(' · ')}
          >
            <Button onClick={leave}>{t('settings.signOut')}</Button>
          </Row>
        </Panel>
      </Section>
      <Suspense fallback={<Skeleton active paragraph={{ rows: 6 }} />}>
        {admin && <ApiKeysSection />}
        {admin && <BudgetSection />}
      </Suspense>
      <DegradationSection mayOrder={operates} />
      <Section title={t('settings.developers')}>
        <Panel flush>
          <Row label={t('settings.docs')} help={t('settings.docsHelp')}>
            <Button href="/docs" target="_blank" rel="noreferrer">
              /docs
            </Button>
          </Row>
          <Row label="OpenAPI 3.1" help={t('settings.openapiHelp')}>
            <Button href="/openapi.json" target="_blank" rel="noreferrer">
              /openapi.json
            </Button>
          </Row>
          <Row label="AsyncAPI 3.0" help={t('settings.asyncapiHelp')}>
            <Button href="/asyncapi.json" target="_blank" rel="noreferrer">
              /asyncapi.json
            </Button>
          </Row>
        </Panel>
      </Section>
      <AboutSection session={session.data ?? null} />
    </Page>
  );
}
