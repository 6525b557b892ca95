import type { FieldProps } from '@rjsf/utils';
import { AutoComplete, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useModels, useTools } from '../../../api/catalog.js';
import { useAgents, useCredentials } from '../../../api/registry.js';
import { useWorkflows } from '../../../api/workflows.js';
import styles from '../properties.module.css';

interface Choice {
  readonly value: string;
  readonly label: React.ReactNode;
}
const offOf = ({ disabled, readonly }: FieldProps): boolean => disabled || readonly || false;
const option = (value: string, hint: string, dim = false): Choice => ({
  value,
  label: (
    <span className={styles['choice']} data-dim={dim || undefined}>
      <b>{value}</b>
      <small>{hint}</small>
    </span>
  ),
});
/** A name out of a list, or another one that will be there later. */
function Named(props: FieldProps & { readonly options: readonly Choice[]; readonly hint?: string }) {
  const { formData, onChange, fieldPathId, options } = props;
  return (
    <AutoComplete
      id={fieldPathId.$id}
      style={{ width: '100%' }}
      allowClear
      value={typeof formData === 'string' ? formData : ''}
      disabled={offOf(props)}
      options={[...options]}
      showSearch={{
        filterOption: (typed, choice) =>
          formData === typed ||
          String(choice?.value ?? '')
            .toLowerCase()
            .includes(typed.toLowerCase()),
      }}
      onChange={(value: string | undefined) => onChange(value ? value : undefined, fieldPathId.path)}
    />
  );
}
export function ModelField(props: FieldProps) {
  const { t } = useTranslation();
  const models = useModels();
  return (
    <Named
      {...props}
      options={(models.data ?? []).map((model) =>
        option(model.name, model.available ? model.title : t('models.unavailable'), !model.available),
      )}
    />
  );
}
export function ToolField(props: FieldProps) {
  const tools = useTools();
  return <Named {...props} options={(tools.data ?? []).map((tool) => option(tool.name, tool.title ?? ''))} />;
}
export function AgentField(props: FieldProps) {
  const agents = useAgents();
  return <Named {...props} options={(agents.data?.items ?? []).map((agent) => option(agent.key, agent.model))} />;
}
/** Another workflow, by its key: that is how a definition travels. */
export function WorkflowField(props: FieldProps) {
  const workflows = useWorkflows('');
  return <Named {...props} options={(workflows.data?.items ?? []).map((workflow) => option(workflow.key, workflow.name))} />;
}
export function CredentialField(props: FieldProps) {
  const credentials = useCredentials();
  return <Named {...props} options={(credentials.data?.items ?? []).map((credential) => option(credential.key, credential.type))} />;
}
export function ToolsField(props: FieldProps) {
  const tools = useTools();
  const { formData, onChange, fieldPathId } = props;
  return (
    <Select
      id={fieldPathId.$id}
      mode="tags"
      style={{ width: '100%' }}
      value={Array.isArray(formData) ? (formData as string[]) : []}
      disabled={offOf(props)}
      options={(tools.data ?? []).map((tool) => option(tool.name, tool.title ?? ''))}
      optionLabelProp="value"
      onChange={(value: string[]) => onChange(value.length ? value : undefined, fieldPathId.path)}
    />
  );
}
