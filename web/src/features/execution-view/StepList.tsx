import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Json, StepView } from '../../api/types.js';
import { failureTitle } from '../../shared/i18n/explain.js';
import { formatCost, formatCount, formatDuration } from '../../shared/format.js';
import { JsonView } from '../../shared/ui/JsonView.js';
import { LongText } from '../../shared/ui/LongText.js';
import { NodeIcon } from '../../shared/ui/NodeIcon.js';
import styles from './execution-view.module.css';

const ICON: { readonly [kind: string]: string } = { model: 'llm', tool: 'tool', http: 'http', code: 'code', email: 'email', other: 'api' };
interface Message {
  readonly role: string;
  readonly content: string;
}
/** The conversation of a model call, if the request is one. */
const messagesOf = (request: Json): readonly Message[] | null => {
  if (typeof request !== 'object' || request === null || !('messages' in request) || !Array.isArray(request['messages'])) return null;
  const messages = request['messages'] as unknown as readonly Message[];
  return messages.every((message) => typeof message?.role === 'string') ? messages : null;
};
/** Every model, tool and HTTP call of a node with what was asked and answered. All of it is text. */
export function StepList({ steps, executionId }: { readonly steps: readonly StepView[]; readonly executionId: string }) {
  return (
    <ol className={styles['steps']}>
      {steps.map((step) => (
        <Step key={`${step.attempt}/${step.index}`} step={step} executionId={executionId} open={steps.length === 1} />
      ))}
    </ol>
  );
}
function Step({ step, executionId, open: first }: { readonly step: StepView; readonly executionId: string; readonly open: boolean }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(first);
  const took = step.endedAt ? Date.parse(step.endedAt) - Date.parse(step.startedAt) : null;
  const messages = messagesOf(step.request);
  const tokens = (step.usage?.inputTokens ?? 0) + (step.usage?.outputTokens ?? 0);
  const facts = [
    step.attempt > 1 && t('run.attempt', { n: step.attempt }),
    took !== null && formatDuration(took),
    tokens > 0 && t('run.tokens', { n: formatCount(tokens) }),
    step.usage && Number(step.usage.cost) > 0 && formatCost(step.usage.cost),
  ].filter(Boolean);
  return (
    <li>
      <button
        type="button"
        className={styles['stepHead']}
        aria-expanded={open}
        data-failed={step.error !== null || undefined}
        onClick={() => setOpen(!open)}
      >
        <NodeIcon type={ICON[step.kind] ?? 'tool'} />
        <b>{step.name}</b>
        <small>{facts.join(' · ')}</small>
      </button>
      {open && (
        <div className={styles['stepBody']}>
          {messages ? (
            messages.map((message, index) => (
              <div key={index} className={styles['message']} data-role={message.role}>
                <small>{t(`role.${message.role}`, { defaultValue: message.role })}</small>
                <div>
                  <LongText
                    text={typeof message.content === 'string' ? message.content : (JSON.stringify(message.content) ?? '')}
                    first={2000}
                  />
                </div>
              </div>
            ))
          ) : (
            <>
              <div className={styles['label']}>{t('run.request')}</div>
              <JsonView value={step.request} executionId={executionId} />
            </>
          )}
          <div className={styles['label']}>{step.error ? t('run.error') : t('run.response')}</div>
          {step.error ? (
            <p className={styles['bad']}>
              <LongText text={`${failureTitle(step.error.code)}: ${step.error.message}`} first={1000} />
            </p>
          ) : (
            <JsonView value={step.response} executionId={executionId} />
          )}
        </div>
      )}
    </li>
  );
}
