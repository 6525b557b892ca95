import { useTranslation } from 'react-i18next';
import { useTools } from '../../api/catalog.js';
import type { Json, JsonObject, JsonSchema } from '../../api/types.js';
import { ConfigForm } from './ConfigForm.js';
import { RecordEditor } from './fields/ValueFields.js';
import { templatedParameters } from './tool-parameters.js';
import styles from './properties.module.css';

const NONE: readonly never[] = [];
/** The arguments of the chosen tool, drawn from what the tool says it takes. */
export function ToolArguments({
  config,
  onChange,
}: {
  readonly config: JsonObject | undefined;
  readonly onChange: (config: JsonObject) => void;
}) {
  const { t } = useTranslation();
  const tools = useTools();
  const tool = tools.data?.find((candidate) => candidate.name === config?.['tool']);
  const value = config?.['arguments'];
  const set = (next: Json | undefined): void => {
    const { arguments: _, ...rest } = config ?? {};
    const empty =
      next === undefined || (typeof next === 'object' && next !== null && !Array.isArray(next) && Object.keys(next).length === 0);
    onChange(empty ? rest : { ...rest, arguments: next });
  };
  if (!config?.['tool']) return null;
  const drawn = tool && (value === undefined || (typeof value === 'object' && value !== null && !Array.isArray(value)));
  return (
    <div style={{ marginTop: 14 }}>
      <div className={styles['rowLabel']}>{t('props.arguments')}</div>
      {tool && <p className={styles['lead']}>{tool.description}</p>}
      {drawn ? (
        <ConfigForm
          schema={templatedParameters(tool.parameters as JsonSchema)}
          value={value as JsonObject | undefined}
          onChange={set}
          disabled={false}
          textScope="field.tool-arguments"
          problems={NONE}
        />
      ) : (
        <RecordEditor value={value} id="tool-arguments" disabled={false} onChange={set} />
      )}
    </div>
  );
}
