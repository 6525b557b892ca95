import type { RJSFSchema, UiSchema } from '@rjsf/utils';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonObject, JsonSchema } from '../../api/types.js';
import { FieldTextScope } from '../../shared/form/field-text.js';
import formStyles from '../../shared/form/form.module.css';
import { ThemedForm } from '../../shared/form/SchemaForm.js';
import { configUi, formSchema } from './config-ui.js';
import { AgentField, CredentialField, ModelField, ToolField, ToolsField, WorkflowField } from './fields/CatalogFields.js';
import { SchemaField } from './fields/SchemaEditor.js';
import { CodeField, ExpressionField, LongTextField, TextField } from './fields/TextFields.js';
import { ChoiceField, RecordField, TemplatedField, ValueField } from './fields/ValueFields.js';
import { errorsAt, type PlacedProblem } from './problem-places.js';

const FIELDS = {
  text: TextField,
  longText: LongTextField,
  expression: ExpressionField,
  code: CodeField,
  schema: SchemaField,
  record: RecordField,
  value: ValueField,
  templated: TemplatedField,
  choice: ChoiceField,
  model: ModelField,
  tool: ToolField,
  tools: ToolsField,
  agent: AgentField,
  credential: CredentialField,
  workflow: WorkflowField,
};
const NOTHING = <></>;
interface Props {
  readonly schema: JsonSchema;
  readonly value: JsonObject | undefined;
  readonly onChange: (value: JsonObject) => void;
  readonly disabled: boolean;
  /** Key of the dictionary below which labels are found. */
  readonly textScope: string;
  readonly problems: readonly PlacedProblem[];
  /** Fields that are drawn elsewhere. */
  readonly without?: readonly string[];
}
/** The form of a node's configuration, drawn from the schema of its type; what the server found wrong stands at its field. */
export function ConfigForm({ schema, value, onChange, disabled, textScope, problems, without }: Props) {
  const { t } = useTranslation();
  const shown = useMemo(() => hide(formSchema(schema), without) as RJSFSchema, [schema, without]);
  const ui = useMemo(() => configUi(schema) as UiSchema, [schema]);
  const errors = useMemo(() => errorsAt(problems), [problems]);
  const count = Object.keys((shown.properties ?? {}) as object).length;
  if (count === 0) return without?.length ? null : <p className={formStyles['help']}>{t('props.nothingToSet')}</p>;
  return (
    <FieldTextScope.Provider value={textScope}>
      <ThemedForm
        className={formStyles['form'] ?? ''}
        tagName="div"
        schema={shown}
        uiSchema={ui}
        fields={FIELDS}
        formData={value ?? {}}
        disabled={disabled}
        noValidate
        extraErrors={errors as never}
        onChange={(event) => onChange(withoutUndefined(event.formData as JsonObject))}
      >
        {NOTHING}
      </ThemedForm>
    </FieldTextScope.Provider>
  );
}
const withoutUndefined = (value: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(value ?? {}).filter(([, child]) => child !== undefined));
function hide(schema: { readonly [keyword: string]: unknown }, without: readonly string[] | undefined): object {
  if (!without?.length) return schema;
  const properties = Object.entries((schema['properties'] ?? {}) as object).filter(([name]) => !without.includes(name));
  return {
    ...schema,
    properties: Object.fromEntries(properties),
    required: ((schema['required'] ?? []) as string[]).filter((name) => !without.includes(name)),
  };
}
