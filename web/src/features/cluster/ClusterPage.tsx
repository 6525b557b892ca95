import { Skeleton, Tag, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCluster, type ClusterDomain, type ClusterMember } from '../../api/operate.js';
import { formatCount, formatDuration } from '../../shared/format.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { Page, Panel, Section } from '../../shared/ui/Page.js';
import { useNow } from '../../shared/ui/RelativeTime.js';
import { sentenceOf } from '../../shared/ui/use-act.js';
import { colorsOf } from './owner-colors.js';
import styles from './cluster.module.css';

type Health = ClusterDomain['health'];
const TONE: { readonly [health in Health]: string } = { ok: 'var(--st-completed)', short: 'var(--st-waiting)', down: 'var(--st-failed)' };

/** Who serves what: domains with their partitions, room and backlog, and the processes behind them; live. */
export function ClusterPage() {
  const { t } = useTranslation();
  const { data, error, isPending } = useCluster();
  return (
    <Page title={t('cluster.title')} lead={t('cluster.lead')} actions={data && <HealthTag health={data.health} />}>
      {isPending && <Skeleton active />}
      {!data && error && <EmptyState title={sentenceOf(error)} />}
      {data && (
        <>
          <Section title={t('cluster.domains')}>
            <div className={styles['domains']}>
              {data.domains.map((domain) => (
                <Domain key={domain.domain} domain={domain} />
              ))}
            </div>
          </Section>
          <Section title={`${t('cluster.members')} (${data.members.length})`}>
            <Panel flush>
              <Members members={data.members} />
            </Panel>
          </Section>
        </>
      )}
    </Page>
  );
}
function HealthTag({ health }: { readonly health: Health }) {
  const { t } = useTranslation();
  return (
    <span className={styles['health']} style={{ '--tone': TONE[health] } as React.CSSProperties} data-testid="cluster-health">
      <i aria-hidden="true" /> {t(`cluster.health.${health}`)}
    </span>
  );
}
function Domain({ domain }: { readonly domain: ClusterDomain }) {
  const { t } = useTranslation();
  const { capacity, backlog } = domain;
  const waiting: readonly (readonly [string, number, string?])[] = [
    [t('cluster.queued'), backlog.queuedTasks],
    [t('cluster.commands'), backlog.waitingCommands],
    [
      t('cluster.outbox'),
      backlog.outbox,
      backlog.outboxDelayMs > 0 ? t('cluster.delay', { time: formatDuration(backlog.outboxDelayMs) }) : undefined,
    ],
    [t('cluster.busLag'), backlog.busLag],
  ];
  return (
    <article className={styles['domain']} data-health={domain.health}>
      <header>
        <b>{domain.domain}</b>
        <HealthTag health={domain.health} />
      </header>
      <Partitions domain={domain} />
      <div className={styles['figures']}>
        <div>
          <small>{t('cluster.capacity')}</small>
          <b>{t('cluster.slots', { running: formatCount(capacity.running), slots: formatCount(capacity.slots) })}</b>
          <span className={styles['meter']} aria-hidden="true">
            <i style={{ width: `${capacity.slots > 0 ? Math.min(100, (capacity.running / capacity.slots) * 100) : 0}%` }} />
          </span>
          <small>{t('cluster.workers', { count: capacity.workers })}</small>
        </div>
        <dl>
          {waiting.map(([name, n, more]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd data-some={n > 0 || undefined}>
                {formatCount(n)} {more && <small>{more}</small>}
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </article>
  );
}
/** Every partition as a square in the colour of its owner. */
function Partitions({ domain }: { readonly domain: ClusterDomain }) {
  const { t } = useTranslation();
  const colors = colorsOf(domain.owners.map(({ owner }) => owner));
  const ownerOf = new Map(domain.owners.flatMap(({ owner, partitions }) => partitions.map((partition) => [partition, owner] as const)));
  return (
    <div>
      <div className={styles['partitionHead']}>
        {t('cluster.partitions')}: {t('cluster.owned', { owned: domain.owned, total: domain.partitions })}
      </div>
      <div className={styles['squares']} role="img" aria-label={t('cluster.map')}>
        {Array.from({ length: domain.partitions }, (_, partition) => {
          const owner = ownerOf.get(partition);
          return (
            <i
              key={partition}
              data-free={owner === undefined || undefined}
              style={owner === undefined ? {} : { background: colors.get(owner) }}
              title={`${partition}: ${owner ?? t('cluster.free')}`}
            />
          );
        })}
      </div>
      <ul className={styles['owners']}>
        {domain.owners.map(({ owner, partitions }) => (
          <li key={owner}>
            <i style={{ background: colors.get(owner) }} />
            <code>{owner}</code> {partitions.length}
          </li>
        ))}
        {domain.owned < domain.partitions && (
          <li>
            <i data-free /> {t('cluster.free')} {domain.partitions - domain.owned}
          </li>
        )}
      </ul>
    </div>
  );
}
/** A process that has not told of itself for this long is looked at. */
const LATE_MS = 3000;
function Members({ members }: { readonly members: readonly ClusterMember[] }) {
  const { t } = useTranslation();
  const now = useNow(1000);
  return (
    <div className={styles['tableFrame']}>
      <table className={styles['members']}>
        <thead>
          <tr>
            <th>{t('cluster.service')}</th>
            <th>{t('cluster.serves')}</th>
            <th className={styles['end']}>{t('cluster.partitions')}</th>
            <th>{t('cluster.figures')}</th>
            <th className={styles['end']}>{t('cluster.up')}</th>
            <th className={styles['end']}>{t('cluster.seen')}</th>
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <tr key={member.id}>
              <td>
                <b>{member.service}</b> {member.leaving && <Tag color="orange">{t('cluster.leaving')}</Tag>}
                <small>
                  <code>{member.id}</code> {member.address || member.httpUrl} · {member.version}
                </small>
              </td>
              <td>{member.domains.includes('*') ? t('cluster.everything') : member.domains.join(', ')}</td>
              <td className={styles['end']}>{member.partitions || ''}</td>
              <td>
                <Figures figures={member.figures} />
              </td>
              <td className={styles['end']}>{formatDuration(Math.max(0, now - Date.parse(member.startedAt)))}</td>
              <td className={styles['end']} data-late={member.seenMsAgo > LATE_MS || undefined}>
                {t('cluster.ago', { time: formatDuration(member.seenMsAgo) })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
const SHOWN = 4;
/** What a process tells of itself: the first few, all on hover. */
function Figures({ figures }: { readonly figures: ClusterMember['figures'] }) {
  const told = Object.entries(figures)
    .filter(([name]) => name !== 'partitions')
    .map(([name, value]) => `${name} ${typeof value === 'number' ? formatCount(value) : JSON.stringify(value)}`);
  if (told.length === 0) return null;
  return (
    <Tooltip title={told.join(' · ')}>
      <small className={styles['told']}>
        {told.slice(0, SHOWN).join(' · ')}
        {told.length > SHOWN && ' …'}
      </small>
    </Tooltip>
  );
}
