import { useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal, Segmented, Skeleton, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orderDegradation } from '../../api/admin.js';
import { useDegradation } from '../../app/DegradationBanner.js';
import { Panel, Section } from '../../shared/ui/Page.js';
import { RelativeTime } from '../../shared/ui/RelativeTime.js';
import { useAct } from '../../shared/ui/use-act.js';
import { Row } from './Row.js';
import styles from './settings.module.css';

const LEVELS = [0, 1, 2, 3, 4] as const;
type Order = number | 'auto';
const HISTORY_SHOWN = 5;

/** How far the platform has stepped back, what it leaves alone, and the hand of whoever operates it. */
export function DegradationSection({ mayOrder }: { readonly mayOrder: boolean }) {
  const { t } = useTranslation();
  const { data } = useDegradation();
  const [asked, setAsked] = useState<Order | null>(null);
  const title = (level: number): string => (level === 0 ? t('degradation.normal') : t(`degradation.title.${level}`));
  return (
    <Section title={t('degradation.section')}>
      <Panel flush>
        {!data && <Skeleton active style={{ padding: 20 }} />}
        {data && (
          <>
            <Row
              label={
                <>
                  {title(data.level)} <Tag color={data.level === 0 ? 'green' : data.level < 3 ? 'gold' : 'red'}>{data.level}</Tag>
                </>
              }
              help={data.override ? t('degradation.why.operator', { subject: data.override.reason }) : t('degradation.auto')}
            >
              {mayOrder && (
                <Segmented<Order>
                  aria-label={t('degradation.section')}
                  value={data.override ? data.override.level : 'auto'}
                  onChange={setAsked}
                  options={[
                    { value: 'auto', label: t('degradation.automatic') },
                    ...LEVELS.map((value) => ({ value, label: String(value), title: title(value) })),
                  ]}
                />
              )}
            </Row>
            {data.breakers.map((breaker) => (
              <Row
                key={`${breaker.kind}/${breaker.target}`}
                label={breaker.target}
                help={t('degradation.breaker', { count: breaker.failures, kind: t(`degradation.kinds.${breaker.kind}`) })}
              >
                <span className={styles['hint']}>
                  {t('degradation.retryAt')} <RelativeTime at={breaker.retryAt} />
                </span>
              </Row>
            ))}
            {data.history.slice(0, HISTORY_SHOWN).map((step) => (
              <Row key={step.at} label={`${title(step.from)} → ${title(step.to)}`}>
                <span className={styles['hint']}>
                  <RelativeTime at={step.at} />
                </span>
              </Row>
            ))}
          </>
        )}
      </Panel>
      {asked !== null && (
        <OrderDialog level={asked} title={asked === 'auto' ? t('degradation.automatic') : title(asked)} onClose={() => setAsked(null)} />
      )}
    </Section>
  );
}
function OrderDialog({ level, title, onClose }: { readonly level: Order; readonly title: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const act = useAct();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const order = async (): Promise<void> => {
    await act(() => orderDegradation(level, reason.trim()));
    await client.invalidateQueries({ queryKey: ['degradation'] });
    onClose();
  };
  return (
    <Modal
      open
      title={t('degradation.orderTitle', { title })}
      onCancel={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button type="primary" danger={level !== 'auto' && level > 1} onClick={() => void order()}>
            {t('degradation.order')}
          </Button>
        </>
      }
    >
      <p className={styles['lead']}>
        {level === 'auto' ? t('degradation.autoLead') : level === 0 ? t('degradation.normalLead') : t(`degradation.text.${level}`)}
      </p>
      {level !== 'auto' && (
        <Input
          aria-label={t('degradation.reason')}
          placeholder={t('degradation.reason')}
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.target.value)}
        />
      )}
    </Modal>
  );
}
