import { useQueryClient } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { signOut, useSession } from '../../api/session.js';
import { useTheme, type ThemeChoice } from '../../app/theme.js';
import { chooseLanguage, type Language } from '../../shared/i18n/index.js';
import { Page, Panel, Section } from '../../shared/ui/Page.js';
import { useAct } from '../../shared/ui/use-act.js';
import styles from './settings.module.css';

function Row({ label, help, children }: { readonly label: string; readonly help?: string; readonly children: ReactNode }) {
  return (
    <div className={styles['row']}>
      <div>
        <b>{label}</b>
        {help && <p>{help}</p>}
      </div>
      {children}
    </div>
  );
}
export function SettingsPage() {
  const { t, i18n } = useTranslation();
  const act = useAct();
  const client = useQueryClient();
  const session = useSession();
  const choice = useTheme((state) => state.choice);
  const choose = useTheme((state) => state.choose);
  const leave = (): void => void act(signOut).then(() => client.setQueryData(['session'], null));
  return (
    <Page title={t('nav.settings')}>
      <Section title={t('settings.look')}>
        <Panel flush>
          <Row label={t('settings.theme')}>
            <Segmented<ThemeChoice>
              value={choice}
              onChange={choose}
              options={(['system', 'light', 'dark'] as const).map((value) => ({ value, label: t(`settings.themes.${value}`) }))}
            />
          </Row>
          <Row label={t('settings.language')}>
            <Segmented<Language>
              value={i18n.language as Language}
              onChange={(value) => void chooseLanguage(value)}
              options={[
                { value: 'zh', label: '简体中文' },
                { value: 'en', label: 'English' },
              ]}
            />
          </Row>
        </Panel>
      </Section>
      <Section title={t('settings.developers')}>
        <Panel flush>
          <Row label={t('settings.docs')} help={t('settings.docsHelp')}>
            <a href="/docs" target="_blank" rel="noreferrer">
              <Button>/docs</Button>
            </a>
          </Row>
          <Row label="OpenAPI 3.1" help={t('settings.openapiHelp')}>
            <a href="/openapi.json" target="_blank" rel="noreferrer">
              <Button>/openapi.json</Button>
            </a>
          </Row>
        </Panel>
      </Section>
      <Section title={t('settings.session')}>
        <Panel flush>
          <Row
            label={session.data?.subject ?? ''}
            help={[
              session.data?.org,
              ...(session.data?.roles ?? []),
              session.data?.mode && t(`mode.${session.data.mode}`),
              session.data?.version,
            ]
              .filter(Boolean)
              .join(' · ')}
          >
            <Button onClick={leave}>{t('settings.signOut')}</Button>
          </Row>
        </Panel>
      </Section>
    </Page>
  );
}
