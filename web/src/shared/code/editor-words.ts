import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

export interface EditorWords {
  readonly syntax: string;
  readonly phrases: { readonly [english: string]: string };
}
/** What the editor says by itself, in the language of the page. */
export function useEditorWords(): EditorWords {
  const { t, i18n } = useTranslation();
  return useMemo(
    () => ({
      syntax: t('code.syntax'),
      phrases: {
        Completions: t('code.completions'),
        Diagnostics: t('code.diagnostics'),
        'No diagnostics': t('problems.none'),
        Find: t('code.find'),
        Replace: t('code.replace'),
        next: t('code.next'),
        previous: t('code.previous'),
        all: t('code.all'),
        'match case': t('code.matchCase'),
        'by word': t('code.byWord'),
        replace: t('code.replaceOne'),
        'replace all': t('code.replaceAll'),
        close: t('app.close'),
        'Fold line': t('code.fold'),
        'Unfold line': t('code.unfold'),
      },
    }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- t changes with the language
    [i18n.language],
  );
}
