import { Collapse, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonObject } from '../../api/types.js';
import { setWorkflow } from '../designer/definition-edits.js';
import { useDesigner, useDesignerStore } from '../designer/designer-store.js';
import { BudgetEditor } from './BudgetEditor.js';
import { useFieldFocus } from './field-focus.js';
import { SchemaEditor } from './fields/SchemaEditor.js';
import { RecordEditor } from './fields/ValueFields.js';
import { TriggerList } from './TriggerList.js';
import styles from './properties.module.css';

/** What is shown while no node is chosen: the workflow itself. */
export function WorkflowProperties() {
  const { t } = useTranslation();
  const store = useDesignerStore();
  const definition = useDesigner((state) => state.definition);
  const { edit } = store.getState();
  const settings = definition.settings ?? {};
  const [open, setOpen] = useState<readonly string[]>(() => ['inputs', ...(definition.triggers?.length ? ['triggers'] : [])]);
  useFieldFocus(
    (target) => target.nodeId === undefined,
    ({ path }) => setOpen((now) => [...new Set([...now, String(path[0])])]),
  );
  const setSetting = (name: string, value: unknown): void =>
    edit((d) => {
      const { [name]: _, ...rest } = d.settings ?? {};
      const next = value === undefined ? rest : { ...rest, [name]: value };
      return setWorkflow(d, 'settings', Object.keys(next).length ? next : undefined);
    }, name);
  return (
    <div className={styles['panel']} aria-label={t('workflow.label')}>
      <div className={styles['head']}>
        <div className={styles['headText']}>
          <b>{t('workflow.label')}</b>
          <small>{t('workflow.hint')}</small>
        </div>
      </div>
      <div className={styles['body']}>
        <div className={styles['formRow']}>
          <label htmlFor="workflow-name">{t('workflow.name')}</label>
          <Input
            id="workflow-name"
            value={definition.name}
            onChange={(event) => edit((d) => setWorkflow(d, 'name', event.target.value), 'name')}
          />
        </div>
        <div className={styles['formRow']}>
          <label htmlFor="workflow-description">{t('workflow.description')}</label>
          <Input.TextArea
            id="workflow-description"
            autoSize={{ minRows: 2, maxRows: 6 }}
            value={definition.description ?? ''}
            onChange={(event) => edit((d) => setWorkflow(d, 'description', event.target.value || undefined), 'description')}
          />
        </div>
        <Collapse
          ghost
          size="small"
          activeKey={[...open]}
          onChange={(keys) => setOpen(keys)}
          items={[
            {
              key: 'inputs',
              label: t('workflow.inputs'),
              children: (
                <SchemaEditor
                  id="field-inputs"
                  value={definition.inputs}
                  onChange={(inputs) => edit((d) => setWorkflow(d, 'inputs', inputs), 'inputs')}
                />
              ),
            },
            {
              key: 'variables',
              label: t('workflow.variables'),
              children: (
                <RecordEditor
                  id="field-variables"
                  value={definition.variables}
                  disabled={false}
                  onChange={(value) => edit((d) => setWorkflow(d, 'variables', value as JsonObject | undefined), 'variables')}
                />
              ),
            },
            {
              key: 'triggers',
              label: t('workflow.triggers'),
              children: (
                <TriggerList
                  triggers={definition.triggers ?? []}
                  onChange={(triggers) => edit((d) => setWorkflow(d, 'triggers', triggers.length ? triggers : undefined), 'triggers')}
                />
              ),
            },
            {
              key: 'settings',
              label: t('workflow.settings'),
              children: (
                <>
                  <div className={styles['formRow']}>
                    <div className={styles['rowLabel']}>{t('budget.execution')}</div>
                    <BudgetEditor id="budget" value={settings.budget} onChange={(value) => setSetting('budget', value)} />
                  </div>
                  <div className={styles['formRow']}>
                    <div className={styles['rowLabel']}>{t('budget.workflow')}</div>
                    <BudgetEditor
                      id="workflow-budget"
                      shared
                      value={settings.workflowBudget}
                      onChange={(value) => setSetting('workflowBudget', value)}
                    />
                  </div>
                  <div className={styles['formRow']}>
                    <label htmlFor="workflow-timeout">{t('workflow.timeout')}</label>
                    <InputNumber
                      id="workflow-timeout"
                      min={1}
                      style={{ width: '100%' }}
                      placeholder={t('advanced.none')}
                      value={settings.timeoutSeconds ?? null}
                      onChange={(value) => setSetting('timeoutSeconds', value ?? undefined)}
                    />
                  </div>
                </>
              ),
            },
          ]}
        />
      </div>
    </div>
  );
}
