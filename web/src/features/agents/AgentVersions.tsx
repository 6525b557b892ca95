import { Button, Skeleton, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAgentVersions } from '../../api/registry.js';
import type { Agent } from '../../api/types.js';
import { RelativeTime } from '../../shared/ui/RelativeTime.js';
import styles from './agents.module.css';

/** What changed from the version before, in the words of the form. */
const changes = (now: Agent, before: Agent | undefined): readonly string[] =>
  before
    ? (['model', 'fallbackModel', 'instructions', 'tools', 'capabilities', 'limits', 'peers'] as const).filter(
        (part) => JSON.stringify(now[part]) !== JSON.stringify(before[part]),
      )
    : [];
/** Every version that was kept; workflows stay with the one they were published with. */
export function AgentVersions({ agent, onTakeUp }: { readonly agent: Agent; readonly onTakeUp: (version: Agent) => void }) {
  const { t } = useTranslation();
  const versions = useAgentVersions(agent.id);
  if (versions.isPending) return <Skeleton active />;
  const items = [...(versions.data?.items ?? [])].sort((a, b) => b.version - a.version);
  return (
    <ol className={styles['versions']}>
      {items.map((each, index) => (
        <li key={each.version}>
          <div>
            <b>{t('agents.versionNamed', { version: each.version })}</b>{' '}
            {each.version === agent.version && <Tag color="green">{t('agents.current')}</Tag>}
            <p>
              <RelativeTime at={each.updatedAt} />
              {index < items.length - 1 &&
                ` · ${t('agents.changed')} ${changes(each, items[index + 1])
                  .map((part) => t(`agents.parts.${part}`))
                  .join(', ')}`}
            </p>
          </div>
          {each.version !== agent.version && (
            <Button size="small" onClick={() => onTakeUp(each)}>
              {t('agents.takeUp')}
            </Button>
          )}
        </li>
      ))}
    </ol>
  );
}
