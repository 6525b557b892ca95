import { ApiOutlined } from '@ant-design/icons';
import { Skeleton, Switch, Tabs, Tag, Tooltip } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useModels, useTools } from '../../api/catalog.js';
import type { Json, Model } from '../../api/types.js';
import { CopyButton } from '../../shared/ui/CopyButton.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { JsonView } from '../../shared/ui/JsonView.js';
import { Page, Panel } from '../../shared/ui/Page.js';
import { SearchField } from '../../shared/ui/SearchField.js';
import styles from './library.module.css';

/** The models and tools that workflows can name. */
export function ModelsPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('nav.models')} lead={t('models.lead')}>
      <Tabs
        items={[
          { key: 'models', label: t('models.models'), children: <Models /> },
          { key: 'tools', label: t('models.tools'), children: <Tools /> },
        ]}
      />
    </Page>
  );
}
const within = (search: string, ...texts: readonly string[]): boolean =>
  texts.some((text) => text.toLowerCase().includes(search.trim().toLowerCase()));
const byProvider = (models: readonly Model[]): readonly (readonly [string, readonly Model[]])[] => {
  const groups = new Map<string, Model[]>();
  for (const model of models) groups.set(model.provider, [...(groups.get(model.provider) ?? []), model]);
  const ready = (group: readonly Model[]): boolean => group.some(({ available }) => available);
  return [...groups].sort(([a, one], [b, other]) => Number(ready(other)) - Number(ready(one)) || a.localeCompare(b));
};
function Models() {
  const { t } = useTranslation();
  const models = useModels();
  const [search, setSearch] = useState('');
  const [ready, setReady] = useState(false);
  if (models.isPending) return <Skeleton active paragraph={{ rows: 8 }} />;
  const shown = (models.data ?? []).filter(
    ({ name, title, provider, available }) => (available || !ready) && within(search, name, title, provider),
  );
  return (
    <>
      <div className={styles['bar']}>
        <SearchField label={t('models.search')} value={search} onChange={setSearch} />
        <label style={{ display: 'inline-flex', alignItems: 'center', gap: 8 }}>
          <Switch size="small" checked={ready} onChange={setReady} /> {t('models.onlyReady')}
        </label>
      </div>
      <Panel flush>
        {shown.length === 0 && <EmptyState small icon={<ApiOutlined />} title={t('models.notFound')} />}
        {byProvider(shown).map(([provider, group]) => (
          <section key={provider} aria-label={provider}>
            <div className={styles['groupHead']}>
              {t(`provider.${provider}`, { defaultValue: provider })}
              {group.some(({ available }) => available) ? (
                <Tag color="green">{t('models.available')}</Tag>
              ) : (
                <Tag>{t('models.unavailable')}</Tag>
              )}
            </div>
            {group.map((model) => (
              <ModelLine key={model.name} model={model} />
            ))}
          </section>
        ))}
      </Panel>
    </>
  );
}
function ModelLine({ model }: { readonly model: Model }) {
  const { t } = useTranslation();
  return (
    <div className={styles['line']}>
      <div>
        <b>{model.title}</b>
        <code>{model.name}</code> <CopyButton text={model.name} />
      </div>
      <span className={styles['dim']}>
        {model.price === null ? (
          t('models.noPrice')
        ) : (
          <Tooltip title={t('models.asOf', { date: model.price.asOf })}>
            <span>{t('models.price', { input: model.price.input, output: model.price.output })}</span>
          </Tooltip>
        )}
      </span>
      <span className={styles['tags']}>
        {model.streams && <Tag>{t('models.streams')}</Tag>}
        {model.tools && <Tag>{t('models.callsTools')}</Tag>}
      </span>
    </div>
  );
}
function Tools() {
  const { t } = useTranslation();
  const tools = useTools();
  const [search, setSearch] = useState('');
  if (tools.isPending) return <Skeleton active paragraph={{ rows: 8 }} />;
  const shown = (tools.data ?? []).filter(({ name, title, description }) => within(search, name, title, description));
  return (
    <>
      <div className={styles['bar']}>
        <SearchField label={t('models.searchTools')} value={search} onChange={setSearch} />
      </div>
      <Panel flush>
        {shown.length === 0 && <EmptyState small icon={<ApiOutlined />} title={t('models.noTool')} />}
        {shown.map((tool) => (
          <details key={tool.name} className={styles['tool']}>
            <summary>
              <div>
                <b>{tool.title}</b> <code>{tool.name}</code>
                <p>{tool.description}</p>
              </div>
              <Tooltip title={t(`effectHelp.${tool.effect}`, { defaultValue: '' })}>
                <Tag>{t(`effect.${tool.effect}`, { defaultValue: tool.effect })}</Tag>
              </Tooltip>
            </summary>
            <div className={styles['schema']}>
              <JsonView value={tool.parameters as Json} />
            </div>
          </details>
        ))}
      </Panel>
    </>
  );
}
