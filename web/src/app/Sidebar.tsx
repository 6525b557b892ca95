import {
  ApiOutlined,
  AppstoreOutlined,
  BarChartOutlined,
  ClockCircleOutlined,
  ClusterOutlined,
  DeploymentUnitOutlined,
  HomeOutlined,
  KeyOutlined,
  MailOutlined,
  PlayCircleOutlined,
  RobotOutlined,
  SettingOutlined,
} from '@ant-design/icons';
import { Tooltip } from 'antd';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import type { Session } from '../api/types.js';
import { Logo } from './Logo.js';
import { LookSwitches } from './LookSwitches.js';
import styles from './shell.module.css';

interface Item {
  readonly to: string;
  readonly label: string;
  readonly icon: ComponentType;
}
const GROUPS: readonly { readonly label: string; readonly items: readonly Item[] }[] = [
  {
    label: 'nav.build',
    items: [
      { to: '/', label: 'nav.home', icon: HomeOutlined },
      { to: '/workflows', label: 'nav.workflows', icon: DeploymentUnitOutlined },
      { to: '/executions', label: 'nav.executions', icon: PlayCircleOutlined },
      { to: '/templates', label: 'nav.templates', icon: AppstoreOutlined },
    ],
  },
  {
    label: 'nav.library',
    items: [
      { to: '/agents', label: 'nav.agents', icon: RobotOutlined },
      { to: '/models', label: 'nav.models', icon: ApiOutlined },
      { to: '/credentials', label: 'nav.credentials', icon: KeyOutlined },
      { to: '/triggers', label: 'nav.triggers', icon: ClockCircleOutlined },
    ],
  },
  {
    label: 'nav.operate',
    items: [
      { to: '/outbox', label: 'nav.outbox', icon: MailOutlined },
      { to: '/usage', label: 'nav.usage', icon: BarChartOutlined },
      { to: '/cluster', label: 'nav.cluster', icon: ClusterOutlined },
      { to: '/settings', label: 'nav.settings', icon: SettingOutlined },
    ],
  },
];

/** The way between pages; `slim` leaves room for the canvas. */
export function Sidebar({ session, slim }: { readonly session: Session; readonly slim: boolean }) {
  const { t } = useTranslation();
  return (
    <nav className={styles['sidebar']} data-slim={slim || undefined} aria-label={t('nav.label')}>
      <NavLink to="/" className={styles['brand'] ?? ''} aria-label="AgentFlow">
        <Logo />
        {!slim && <span>AgentFlow</span>}
      </NavLink>
      <div className={styles['groups']}>
        {GROUPS.map((group) => (
          <div key={group.label} className={styles['group']}>
            {!slim && <div className={styles['groupLabel']}>{t(group.label)}</div>}
            {group.items.map(({ to, label, icon: Icon }) => (
              <Tooltip key={to} title={slim ? t(label) : ''} placement="right" mouseEnterDelay={0.2}>
                <NavLink to={to} end={to === '/'} className={styles['link'] ?? ''} aria-label={t(label)}>
                  <Icon />
                  {!slim && <span>{t(label)}</span>}
                </NavLink>
              </Tooltip>
            ))}
          </div>
        ))}
      </div>
      <div className={styles['who']}>
        {!slim && (
          <span className={styles['mode']} title={session.org}>
            {t(`mode.${session.mode}`, { defaultValue: session.mode })} · {session.org}
          </span>
        )}
        <LookSwitches />
      </div>
    </nav>
  );
}
