import { SearchOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { useDeferredValue, useMemo, useState, type CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { useNodeTypes } from '../../api/catalog.js';
import { useTemplates } from '../../api/registry.js';
import type { Template, WorkflowDefinition } from '../../api/types.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { categoryColor, NodeIcon } from '../../shared/ui/NodeIcon.js';
import { Page } from '../../shared/ui/Page.js';
import { SearchField } from '../../shared/ui/SearchField.js';
import { parseText } from '../designer/yaml-document.js';
import { GraphThumb } from './GraphThumb.js';
import { translationOf } from './localize-template.js';
import { useNewWorkflow } from './use-new-workflow.js';
import styles from './templates.module.css';

const GHOSTS = 6;
const TYPES_SHOWN = 6;
/** In what every workflow has a card would not differ. */
const COMMON = new Set(['start', 'end']);

interface Entry {
  readonly template: Template;
  readonly title: string;
  readonly description: string;
  readonly definition: WorkflowDefinition | undefined;
  readonly types: readonly string[];
}
/** The examples as starting points: each runs offline as it is, and opens in one click. */
export function TemplatesPage() {
  const { t, i18n } = useTranslation();
  const templates = useTemplates();
  const create = useNewWorkflow();
  const [search, setSearch] = useState('');
  const entries = useMemo(
    () => (templates.data ?? []).map((template) => entryOf(template, i18n.language)),
    [templates.data, i18n.language],
  );
  const wanted = useDeferredValue(search.trim().toLowerCase());
  const shown = entries.filter(({ template, title, description, types }) =>
    [template.name, title, description, ...types].some((text) => text.toLowerCase().includes(wanted)),
  );
  return (
    <Page
      title={t('nav.templates')}
      lead={t('templates.lead')}
      actions={<SearchField label={t('templates.search')} value={search} onChange={setSearch} />}
    >
      {templates.data?.length === 0 && <EmptyState title={t('templates.none')} />}
      {entries.length > 0 && shown.length === 0 && <EmptyState icon={<SearchOutlined />} title={t('templates.notFound')} />}
      <div className={styles['grid']} aria-busy={templates.isPending}>
        {templates.isPending && Array.from({ length: GHOSTS }, (_, index) => <div key={index} className={styles['ghost']} />)}
        {shown.map((entry) => (
          <Card key={entry.template.name} entry={entry} busy={create.busy} onUse={() => void create.fromTemplate(entry.template)} />
        ))}
      </div>
    </Page>
  );
}
function entryOf(template: Template, language: string): Entry {
  const parsed = parseText(template.yaml);
  const definition = 'definition' in parsed ? parsed.definition : undefined;
  const told = translationOf(template.translations, language);
  return {
    template,
    definition,
    title: told?.title ?? template.title,
    description: told?.description ?? template.description,
    types: [...new Set((definition?.nodes ?? []).map(({ type }) => type))].filter((type) => !COMMON.has(type)),
  };
}
function Card({ entry, busy, onUse }: { readonly entry: Entry; readonly busy: boolean; readonly onUse: () => void }) {
  const { t } = useTranslation();
  const types = useNodeTypes();
  const { template, title, description, definition } = entry;
  const describe = (type: string) => types.data?.find((descriptor) => descriptor.type === type);
  return (
    <article className={styles['card']} data-testid={`template-${template.name}`}>
      <div className={styles['picture']}>{definition && <GraphThumb definition={definition} />}</div>
      <div className={styles['about']}>
        <h2>{title}</h2>
        <p>{description}</p>
        <div className={styles['foot']}>
          <div className={styles['types']} aria-hidden="true">
            {entry.types.slice(0, TYPES_SHOWN).map((type) => (
              <Tooltip key={type} title={t(`type.${type}.title`, { defaultValue: describe(type)?.title ?? type })}>
                <span style={{ '--cat': categoryColor(describe(type)?.category) } as CSSProperties}>
                  <NodeIcon type={type} />
                </span>
              </Tooltip>
            ))}
          </div>
          <Button onClick={onUse} disabled={busy} aria-label={t('templates.useNamed', { name: title })}>
            {t('templates.use')}
          </Button>
        </div>
      </div>
    </article>
  );
}
