import { Button, Skeleton } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNodeTypes } from '../../api/catalog.js';
import { useTemplates } from '../../api/registry.js';
import type { NodeDefinition, Template } from '../../api/types.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { categoryColor, NodeIcon } from '../../shared/ui/NodeIcon.js';
import { Page } from '../../shared/ui/Page.js';
import { parseText } from '../designer/yaml-document.js';
import { useNewWorkflow } from './use-new-workflow.js';
import styles from './templates.module.css';

const SHOWN = 8;
/** The examples as starting points: each runs offline as it is. */
export function TemplatesPage() {
  const { t } = useTranslation();
  const templates = useTemplates();
  const create = useNewWorkflow();
  return (
    <Page title={t('nav.templates')} lead={t('templates.lead')}>
      {templates.isPending && <Skeleton active />}
      {templates.data?.length === 0 && <EmptyState title={t('templates.none')} />}
      <div className={styles['grid']}>
        {templates.data?.map((template) => (
          <Card key={template.name} template={template} busy={create.busy} onUse={() => void create.fromTemplate(template)} />
        ))}
      </div>
    </Page>
  );
}
function Card({ template, busy, onUse }: { readonly template: Template; readonly busy: boolean; readonly onUse: () => void }) {
  const { t } = useTranslation();
  const types = useNodeTypes();
  const nodes = useMemo(() => {
    const parsed = parseText(template.yaml);
    return 'definition' in parsed ? parsed.definition.nodes : [];
  }, [template.yaml]);
  const steps = nodes.filter((node: NodeDefinition) => node.type !== 'start' && node.type !== 'end');
  const category = (type: string): string | undefined => types.data?.find((descriptor) => descriptor.type === type)?.category;
  return (
    <article className={styles['card']} data-testid={`template-${template.name}`}>
      <div className={styles['chain']} aria-hidden="true">
        {steps.slice(0, SHOWN).map((node) => (
          <span key={node.id} style={{ '--cat': categoryColor(category(node.type)) } as React.CSSProperties}>
            <NodeIcon type={node.type} />
          </span>
        ))}
        {steps.length > SHOWN && <small>+{steps.length - SHOWN}</small>}
      </div>
      <h3>{t(`template.${template.name}.title`, { defaultValue: template.title })}</h3>
      <p>{t(`template.${template.name}.description`, { defaultValue: template.description })}</p>
      <Button onClick={onUse} disabled={busy}>
        {t('templates.use')}
      </Button>
    </article>
  );
}
