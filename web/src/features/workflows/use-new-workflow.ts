import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { putScriptedModel, registerAgent, releaseOnce } from '../../api/registry.js';
import type { Json, Template } from '../../api/types.js';
import { createWorkflow, fetchDraft, saveDraft, workflowKeys } from '../../api/workflows.js';
import { useAct } from '../../shared/ui/use-act.js';
import { rememberInput } from '../designer/last-input.js';
import { localizeTemplate, translationOf } from './localize-template.js';

/** Makes a workflow out of nothing, a file or a template, and opens it. */
export function useNewWorkflow(): {
  readonly busy: boolean;
  /** `folder`: where the list shows it. */
  blank(folder?: string): void;
  fromYaml(yaml: string): Promise<void>;
  fromTemplate(template: Template): Promise<void>;
  /** A draft of its own with the same content, comments and all, in the same folder. */
  copyOf(workflow: { readonly id: string; readonly folder: string }): Promise<void>;
} {
  const { t, i18n } = useTranslation();
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
    blank: (folder) =>
      void make(async () =>
        createWorkflow({
          definition: (await import('../designer/new-node.js')).emptyWorkflow(t('workflows.untitled')),
          ...(folder ? { folder } : {}),
        }),
      ),
    fromYaml: (yaml) => make(() => createWorkflow({ yaml })),
    fromTemplate: (template) =>
      make(async () => {
        for (const [name, script] of scriptsOf(template.models)) await putScriptedModel(name, script);
        for (const [key, draft] of agentsOf(template.agents)) await registerAgent(key, draft);
        for (const [key, yaml] of Object.entries((template.workflows ?? {}) as { readonly [key: string]: string }))
          await releaseOnce(key, yaml);
        const workflow = await createWorkflow({ yaml: await inLanguage(template, i18n.language) });
        if (template.input !== undefined && template.input !== null) rememberInput(workflow.id, template.input);
        return workflow;
      }),
    copyOf: ({ id, folder }) =>
      make(async () => {
        const { yaml, workflow } = await fetchDraft(id);
        const { patchText } = await import('../designer/yaml-document.js');
        const definition = { ...workflow.definition, name: t('workflows.copyOf', { name: workflow.name || workflow.key }) };
        const made = await createWorkflow({ definition, ...(folder ? { folder } : {}) });
        await saveDraft(made.id, patchText(yaml, definition), made.etag);
        return made;
      }),
  };
}
/** The example's text under the names of the language in use. */
async function inLanguage({ yaml, translations }: Template, language: string): Promise<string> {
  const translation = translationOf(translations, language);
  if (!translation) return yaml;
  const { parseText, patchText } = await import('../designer/yaml-document.js');
  const parsed = parseText(yaml);
  return 'definition' in parsed ? patchText(yaml, localizeTemplate(parsed.definition, translation)) : yaml;
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
