import { useQueryClient } from '@tanstack/react-query';
import { Alert, AutoComplete, Button, Drawer, Form, Input, InputNumber, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useModels, useTools } from '../../api/catalog.js';
import { createAgent, updateAgent } from '../../api/registry.js';
import type { Agent, AgentInput } from '../../api/types.js';
import { sentenceOf } from '../../shared/ui/use-act.js';

interface Fields {
  readonly key: string;
  readonly model: string;
  readonly instructions: string;
  readonly tools?: readonly string[];
  readonly maxIterations?: number | null;
  readonly maxSeconds?: number | null;
}
/** Makes an agent, or a new version of one. */
export function AgentDrawer({ agent, onClose }: { readonly agent: Agent | 'new' | null; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const models = useModels();
  const tools = useTools();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const known = agent !== 'new' ? agent : null;
  useEffect(() => {
    if (agent === null) return;
    setFailure(null);
    form.resetFields();
    if (known)
      form.setFieldsValue({
        ...known,
        tools: [...known.tools],
        maxIterations: Number(known.limits['maxIterations'] ?? 0) || null,
        maxSeconds: Number(known.limits['maxSeconds'] ?? 0) || null,
      });
  }, [agent, known, form]);
  const save = async ({ maxIterations, maxSeconds, ...fields }: Fields): Promise<void> => {
    setBusy(true);
    setFailure(null);
    const limits = { ...(known?.limits ?? {}), ...(maxIterations ? { maxIterations } : {}), ...(maxSeconds ? { maxSeconds } : {}) };
    const draft: AgentInput = {
      ...fields,
      key: known?.key ?? fields.key,
      tools: [...(fields.tools ?? [])],
      ...(Object.keys(limits).length ? { limits } : {}),
    };
    try {
      await (known ? updateAgent(known, draft) : createAgent(draft));
      await client.invalidateQueries({ queryKey: ['agents'] });
      onClose();
    } catch (error) {
      setFailure(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  };
  const needed = [{ required: true, message: t('form.needed') }];
  return (
    <Drawer
      open={agent !== null}
      onClose={onClose}
      size={520}
      title={known ? t('agents.edit', { name: known.key, version: known.version }) : t('agents.new')}
      forceRender
      extra={
        <Button type="primary" loading={busy} onClick={() => form.submit()}>
          {t('app.save')}
        </Button>
      }
    >
      {failure && <Alert type="error" showIcon title={failure} style={{ marginBottom: 16 }} />}
      <Form form={form} layout="vertical" onFinish={(values) => void save(values)}>
        <Form.Item name="key" label={t('agents.key')} rules={needed}>
          <Input disabled={known !== null} placeholder="support-agent" />
        </Form.Item>
        <Form.Item name="model" label={t('agents.model')} rules={needed}>
          <AutoComplete options={(models.data ?? []).map((model) => ({ value: model.name }))} placeholder="scripted/echo" />
        </Form.Item>
        <Form.Item name="instructions" label={t('agents.instructions')} rules={needed}>
          <Input.TextArea autoSize={{ minRows: 6, maxRows: 18 }} />
        </Form.Item>
        <Form.Item name="tools" label={t('agents.tools')}>
          <Select mode="tags" options={(tools.data ?? []).map((tool) => ({ value: tool.name, label: tool.name }))} />
        </Form.Item>
        <div style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 16 }}>
          <Form.Item name="maxIterations" label={t('agents.maxIterations')}>
            <InputNumber min={1} max={100} style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name="maxSeconds" label={t('agents.maxSeconds')}>
            <InputNumber min={1} style={{ width: '100%' }} />
          </Form.Item>
        </div>
      </Form>
    </Drawer>
  );
}
