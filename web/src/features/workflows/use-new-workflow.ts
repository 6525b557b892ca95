import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { putScriptedModel, registerAgent } from '../../api/registry.js';
import type { Json, Template } from '../../api/types.js';
import { createWorkflow, workflowKeys } from '../../api/workflows.js';
import { useAct } from '../../shared/ui/use-act.js';
import { rememberInput } from '../designer/last-input.js';
import { emptyWorkflow } from '../designer/new-node.js';

/** Makes a workflow out of nothing, a file or a template, and opens it. */
export function useNewWorkflow(): {
  readonly busy: boolean;
  blank(): void;
  fromYaml(yaml: string): Promise<void>;
  fromTemplate(template: Template): Promise<void>;
} {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const act = useAct();
  const [busy, setBusy] = useState(false);
  const make = async (create: () => Promise<{ id: string }>): Promise<void> => {
    setBusy(true);
    const made = await act(create);
    setBusy(false);
    if (!made) return;
    void client.invalidateQueries({ queryKey: workflowKeys.all });
    await navigate(`/workflows/${encodeURIComponent(made.id)}`);
  };
  return {
    busy,
    blank: () => void make(() => createWorkflow({ definition: emptyWorkflow(t('workflows.untitled')) })),
    fromYaml: (yaml) => make(() => createWorkflow({ yaml })),
    fromTemplate: (template) =>
      make(async () => {
        for (const [name, script] of scriptsOf(template.models)) await putScriptedModel(name, script);
        for (const [key, draft] of agentsOf(template.agents)) await registerAgent(key, draft);
        const workflow = await createWorkflow({ yaml: template.yaml });
        if (template.input !== undefined && template.input !== null) rememberInput(workflow.id, template.input);
        return workflow;
      }),
  };
}
/** The scripted models an example answers from: an object by name, or a list of `{ name, script }`. */
function scriptsOf(models: Json | undefined): (readonly [string, Json])[] {
  if (Array.isArray(models))
    return models.flatMap((entry) => {
      const { name, script } = (entry ?? {}) as { name?: string; script?: Json };
      return typeof name === 'string' && script !== undefined ? [[name, script] as const] : [];
    });
  return typeof models === 'object' && models !== null ? (Object.entries(models) as [string, Json][]) : [];
}
const agentsOf = (agents: Json | undefined): (readonly [string, Json])[] =>
  typeof agents === 'object' && agents !== null && !Array.isArray(agents) ? (Object.entries(agents) as [string, Json][]) : [];
