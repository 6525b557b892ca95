import { useQueryClient } from '@tanstack/react-query';
import { Alert, AutoComplete, Button, Drawer, Form, Input, InputNumber, Select, Tabs } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useModels, useTools } from '../../api/catalog.js';
import { createAgent, updateAgent, useAgents } from '../../api/registry.js';
import type { Agent } from '../../api/types.js';
import { sentenceOf } from '../../shared/ui/use-act.js';
import { AgentVersions } from './AgentVersions.js';
import { draftOf, fieldsOf, type AgentFields } from './agent-fields.js';
import styles from './agents.module.css';

const MONEY = /^\d{1,9}(\.\d{1,6})?$/;
/** Makes an agent, or a new version of one. */
export function AgentDrawer({ agent, onClose }: { readonly agent: Agent | 'new' | null; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [form] = Form.useForm<AgentFields>();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const known = agent !== 'new' ? agent : null;
  useEffect(() => {
    if (agent === null) return;
    setFailure(null);
    form.resetFields();
    if (known) form.setFieldsValue(fieldsOf(known) as never);
  }, [agent, known, form]);
  const save = async (fields: AgentFields): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      const draft = draftOf(fields, known ?? undefined);
      await (known ? updateAgent(known, draft) : createAgent(draft));
      await client.invalidateQueries({ queryKey: ['agents'] });
      onClose();
    } catch (error) {
      setFailure(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  };
  const takeUp = (version: Agent): void => {
    form.setFieldsValue({ ...fieldsOf(version), key: known?.key ?? version.key } as never);
  };
  return (
    <Drawer
      open={agent !== null}
      onClose={onClose}
      size={560}
      title={known ? t('agents.edit', { name: known.key, version: known.version }) : t('agents.new')}
      forceRender
      extra={
        <Button type="primary" loading={busy} onClick={() => form.submit()}>
          {t('app.save')}
        </Button>
      }
    >
      {failure && <Alert type="error" showIcon title={failure} style={{ marginBottom: 16 }} />}
      <Form name="agent" form={form} layout="vertical" onFinish={() => void save(form.getFieldsValue(true) as AgentFields)}>
        <Tabs
          items={[
            { key: 'what', label: t('agents.tabs.what'), forceRender: true, children: <What locked={known !== null} /> },
            { key: 'limits', label: t('agents.tabs.limits'), forceRender: true, children: <Limits /> },
            { key: 'peers', label: t('agents.tabs.peers'), forceRender: true, children: <Peers self={known?.key} /> },
            ...(known
              ? [{ key: 'versions', label: t('agents.tabs.versions'), children: <AgentVersions agent={known} onTakeUp={takeUp} /> }]
              : []),
          ]}
        />
      </Form>
    </Drawer>
  );
}
function What({ locked }: { readonly locked: boolean }) {
  const { t } = useTranslation();
  const models = useModels();
  const tools = useTools();
  const needed = [{ required: true, message: t('form.needed') }];
  const named = (models.data ?? []).map((model) => ({ value: model.name }));
  return (
    <>
      <Form.Item name="key" label={t('agents.key')} extra={locked ? undefined : t('agents.keyHelp')} rules={needed}>
        <Input disabled={locked} placeholder="support-agent" />
      </Form.Item>
      <div className={styles['two']}>
        <Form.Item name="model" label={t('agents.model')} rules={needed}>
          <AutoComplete options={named} placeholder="scripted/echo" />
        </Form.Item>
        <Form.Item name="fallbackModel" label={t('agents.fallbackModel')}>
          <AutoComplete options={named} placeholder={t('advanced.none')} />
        </Form.Item>
      </div>
      <Form.Item name="instructions" label={t('agents.instructions')} rules={needed}>
        <Input.TextArea autoSize={{ minRows: 6, maxRows: 18 }} />
      </Form.Item>
      <Form.Item name="tools" label={t('agents.tools')} extra={t('agents.toolsHelp')}>
        <Select
          mode="multiple"
          allowClear
          options={(tools.data ?? []).map((tool) => ({ value: tool.name, label: `${tool.title} (${tool.name})` }))}
        />
      </Form.Item>
      <Form.Item name="capabilities" label={t('agents.capabilities')} extra={t('agents.capabilitiesHelp')}>
        <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', ' ']} />
      </Form.Item>
    </>
  );
}
function Limits() {
  const { t } = useTranslation();
  return (
    <>
      <p className={styles['lead']}>{t('agents.limitsLead')}</p>
      <div className={styles['two']}>
        <Form.Item name={['limits', 'maxIterations']} label={t('agents.maxIterations')}>
          <InputNumber min={1} max={1000} precision={0} placeholder="10" style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name={['limits', 'maxSeconds']} label={t('agents.maxSeconds')}>
          <InputNumber min={1} max={86_400} placeholder="300" style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name={['limits', 'maxTokens']} label={t('agents.maxTokens')}>
          <InputNumber min={1} precision={0} placeholder={t('advanced.none')} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name={['limits', 'maxCost']} label={t('agents.maxCost')} rules={[{ pattern: MONEY, message: t('agents.notMoney') }]}>
          <Input placeholder={t('advanced.none')} inputMode="decimal" />
        </Form.Item>
      </div>
    </>
  );
}
function Peers({ self }: { readonly self: string | undefined }) {
  const { t } = useTranslation();
  const agents = useAgents();
  const others = (agents.data?.items ?? []).filter(({ key }) => key !== self);
  const words = [...new Set(others.flatMap(({ capabilities }) => capabilities))];
  const options = [
    { value: '*', label: t('agents.anybody') },
    ...others.map(({ key }) => ({ value: key, label: key })),
    ...words.map((word) => ({ value: `capability:${word}`, label: t('agents.whoCan', { word }) })),
  ];
  return (
    <>
      <p className={styles['lead']}>{t('agents.peersLead')}</p>
      <Form.Item name={['peers', 'allow']} label={t('agents.allow')}>
        <Select mode="tags" allowClear options={options} />
      </Form.Item>
      <div className={styles['two']}>
        <Form.Item name={['peers', 'maxCalls']} label={t('agents.maxCalls')}>
          <InputNumber min={1} max={1000} precision={0} placeholder="20" style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name={['peers', 'maxSeconds']} label={t('agents.answerSeconds')}>
          <InputNumber min={1} max={3600} placeholder="60" style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name={['peers', 'maxTokens']} label={t('agents.answerTokens')}>
          <InputNumber min={1} precision={0} placeholder={t('advanced.none')} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name={['peers', 'maxCost']} label={t('agents.answerCost')} rules={[{ pattern: MONEY, message: t('agents.notMoney') }]}>
          <Input placeholder={t('advanced.none')} inputMode="decimal" />
        </Form.Item>
      </div>
    </>
  );
}
