import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { isApiError } from '../../api/client.js';
import { errorSentence, problemSentence } from '../i18n/explain.js';
import { useFeedback } from './feedback.js';

/** One sentence for a person about any error. */
export const sentenceOf = (error: unknown): string => {
  if (!isApiError(error)) return error instanceof Error ? error.message : String(error);
  const first = error.problems[0];
  const sentence = errorSentence(error.code, error.message);
  const said = first && problemSentence(first);
  return said && !sentence.includes(said) ? `${sentence}: ${said}` : sentence;
};
/** Runs an action and tells its failure; answers `undefined` when it failed. */
export function useAct() {
  const { notification } = useFeedback();
  const { t } = useTranslation();
  return useCallback(
    async <T>(action: () => Promise<T>): Promise<T | undefined> => {
      try {
        return await action();
      } catch (error) {
        notification.error({ title: t('app.failed'), description: sentenceOf(error), placement: 'bottomRight' });
        return undefined;
      }
    },
    [notification, t],
  );
}
