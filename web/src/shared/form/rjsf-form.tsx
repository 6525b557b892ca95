import { Theme } from '@rjsf/antd';
import { withTheme, type FormProps } from '@rjsf/core';
import { noEvalValidator } from './no-eval-validator.js';
import { ArrayFieldItemTemplate, ArrayFieldTemplate, FieldTemplate, None, ObjectFieldTemplate } from './templates.js';
import { BooleanWidget } from './widgets.js';

const Themed = withTheme({
  ...Theme,
  templates: {
    ...Theme.templates,
    FieldTemplate,
    ObjectFieldTemplate,
    ArrayFieldTemplate,
    ArrayFieldItemTemplate,
    ErrorListTemplate: None,
    TitleFieldTemplate: None,
    DescriptionFieldTemplate: None,
    ArrayFieldTitleTemplate: None,
    ArrayFieldDescriptionTemplate: None,
    FieldErrorTemplate: None,
  },
  widgets: { ...Theme.widgets, CheckboxWidget: BooleanWidget },
});
export type RjsfProps = Omit<FormProps, 'validator'>;

/** The form library in our clothes, with what holds for every form of the product. Large: it is loaded through `ThemedForm`. */
export const RjsfForm = (props: RjsfProps) => (
  <Themed
    showErrorList={false}
    noHtml5Validate
    experimental_defaultFormStateBehavior={{ emptyObjectFields: 'skipDefaults', arrayMinItems: { populate: 'requiredOnly' } }}
    validator={noEvalValidator}
    {...props}
  />
);
