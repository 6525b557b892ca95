import { Skeleton, Tabs, Tag, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { useModels, useTools } from '../../api/catalog.js';
import { JsonView } from '../../shared/ui/JsonView.js';
import { Page, Panel } from '../../shared/ui/Page.js';
import type { Json } from '../../api/types.js';
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
function Models() {
  const { t } = useTranslation();
  const models = useModels();
  if (models.isPending) return <Skeleton active />;
  return (
    <Panel flush>
      {[...(models.data ?? [])]
        .sort((a, b) => Number(b.available) - Number(a.available))
        .map((model) => (
          <div key={model.name} className={styles['line']}>
            <div>
              <b>{model.title}</b>
              <code>{model.name}</code>
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
              {model.available ? <Tag color="green">{t('models.available')}</Tag> : <Tag>{t('models.unavailable')}</Tag>}
            </span>
          </div>
        ))}
    </Panel>
  );
}
function Tools() {
  const { t } = useTranslation();
  const tools = useTools();
  if (tools.isPending) return <Skeleton active />;
  return (
    <Panel flush>
      {tools.data?.map((tool) => (
        <details key={tool.name} className={styles['tool']}>
          <summary>
            <div>
              <b>{tool.title}</b> <code>{tool.name}</code>
              <p>{tool.description}</p>
            </div>
            <Tag>{t(`effect.${tool.effect}`, { defaultValue: tool.effect })}</Tag>
          </summary>
          <div className={styles['schema']}>
            <JsonView value={tool.parameters as Json} />
          </div>
        </details>
      ))}
    </Panel>
  );
}
