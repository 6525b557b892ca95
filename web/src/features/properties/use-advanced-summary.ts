import { useTranslation } from 'react-i18next';
import type { NodeDefinition, NodeTypeDescriptor } from '../../api/types.js';
import type { AdvancedSection } from './advanced-sections.js';

/** What of a section is set, on one line; empty when nothing is. */
export function useAdvancedSummary(node: NodeDefinition, descriptor: NodeTypeDescriptor | undefined): (section: AdvancedSection) => string {
  const { t } = useTranslation();
  return (section) => {
    const parts: (string | false | undefined)[] = [];
    const { retry, budget } = node;
    if (section === 'errors') parts.push(node.onError && t(`advanced.onErrors.${node.onError}`));
    if (section === 'retry')
      parts.push(
        retry?.maxAttempts !== undefined && t('advanced.attempts', { count: retry.maxAttempts }),
        retry?.backoff && t(`advanced.backoffs.${retry.backoff}`),
        retry && retry.maxAttempts === undefined && !retry.backoff && t('advanced.delays'),
        node.timeoutSeconds !== undefined && t('advanced.within', { seconds: node.timeoutSeconds }),
      );
    if (section === 'effects')
      parts.push(
        node.effect && node.effect !== descriptor?.defaultEffect && t(`effect.${node.effect}`),
        node.compensation !== undefined && t('advanced.undoneBy', { id: node.compensation }),
      );
    if (section === 'budget')
      parts.push(
        budget?.cost !== undefined && `$${budget.cost}`,
        budget?.tokens !== undefined && t('run.tokens', { n: budget.tokens }),
        budget?.calls !== undefined && `${budget.calls} × ${t('budget.calls')}`,
      );
    if (section === 'order')
      parts.push(
        node.join !== undefined && t(`join.${typeof node.join === 'string' ? node.join : 'n' in node.join ? 'n' : 'when'}`),
        node.mutex !== undefined && `${t('advanced.mutex')} ${node.mutex.slice(0, 40)}`,
        node.cancels?.length ? `${t('advanced.cancels')} ${node.cancels.join(', ')}` : '',
      );
    if (section === 'place') parts.push(node.domain, node.checkpoint === true && t('advanced.snapshot'));
    return parts.filter(Boolean).join(' · ');
  };
}
