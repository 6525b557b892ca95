import { useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, InputNumber, Progress, Select, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { setBudget, useBudget, type BudgetLimits } from '../../api/admin.js';
import { formatCost, formatCount } from '../../shared/format.js';
import { useFeedback } from '../../shared/ui/feedback.js';
import { Panel, Section } from '../../shared/ui/Page.js';
import { useAct } from '../../shared/ui/use-act.js';
import styles from './settings.module.css';

const KINDS = ['cost', 'tokens', 'calls'] as const;
type Kind = (typeof KINDS)[number];
interface Fields {
  readonly cost?: string | null;
  readonly tokens?: number | null;
  readonly calls?: number | null;
  readonly per: 'day' | 'month' | 'total';
}
const limitsOf = ({ cost, tokens, calls, per }: Fields, old: BudgetLimits | undefined): BudgetLimits =>
  cost || tokens || calls ? { ...(old ?? {}), cost: cost || undefined, tokens: tokens ?? undefined, calls: calls ?? undefined, per } : null;

/** The organisation's budget: what all its executions together may use, and what they have used. */
export function BudgetSection() {
  const { t } = useTranslation();
  const act = useAct();
  const client = useQueryClient();
  const { message } = useFeedback();
  const budget = useBudget();
  const [form] = Form.useForm<Fields>();
  const shared = budget.data?.budget;
  const save = async (fields: Fields): Promise<void> => {
    if (await act(() => setBudget(clean(limitsOf(fields, shared?.limits))).then(() => true))) {
      message.success(t('orgBudget.saved'));
      await client.invalidateQueries({ queryKey: ['budgets'] });
    }
  };
  if (budget.isPending) return <Skeleton active />;
  if (!shared) return null;
  const limits = shared.limits ?? {};
  const show = (kind: Kind, value: string | number): string => (kind === 'cost' ? formatCost(String(value)) : formatCount(Number(value)));
  return (
    <Section title={t('orgBudget.title')}>
      <Panel>
        <p className={styles['lead']}>{t('orgBudget.lead')}</p>
        <div className={styles['meters']}>
          {KINDS.map((kind) => {
            const limit = limits[kind];
            const used = Number(shared.spent[kind]);
            return (
              <div key={kind}>
                <span>{t(`budget.${kind}`)}</span>
                <b>
                  {show(kind, used)}
                  {limit !== undefined && ` / ${show(kind, limit)}`}
                </b>
                {limit !== undefined && Number(limit) > 0 && (
                  <Progress
                    percent={Math.min(100, Math.round((used / Number(limit)) * 100))}
                    size="small"
                    aria-label={t(`budget.${kind}`)}
                    {...(used >= Number(limit) ? { status: 'exception' as const } : {})}
                  />
                )}
              </div>
            );
          })}
        </div>
        <Form
          key={JSON.stringify(limits)}
          form={form}
          layout="vertical"
          className={styles['budget'] ?? ''}
          initialValues={{ per: 'month', ...limits }}
          onFinish={(fields) => void save(fields)}
        >
          <Form.Item name="cost" label={t('budget.cost')} rules={[{ pattern: /^\d{1,15}(\.\d{1,12})?$/, message: t('agents.notMoney') }]}>
            <Input inputMode="decimal" allowClear placeholder={t('orgBudget.noLimit')} />
          </Form.Item>
          <Form.Item name="tokens" label={t('budget.tokens')}>
            <InputNumber min={1} precision={0} placeholder={t('orgBudget.noLimit')} style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name="calls" label={t('budget.calls')}>
            <InputNumber min={1} precision={0} placeholder={t('orgBudget.noLimit')} style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name="per" label={t('budget.per')}>
            <Select options={(['day', 'month', 'total'] as const).map((value) => ({ value, label: t(`budget.periods.${value}`) }))} />
          </Form.Item>
          <Button htmlType="submit">{t('app.save')}</Button>
        </Form>
      </Panel>
    </Section>
  );
}
/** Without the members that are not set: the API takes a limit or none, never `undefined`. */
const clean = (limits: BudgetLimits): BudgetLimits => (limits === null ? null : (JSON.parse(JSON.stringify(limits)) as BudgetLimits));
