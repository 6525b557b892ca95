import { createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';

/** Under which words of the dictionary the labels of a form are found, e.g. `field.llm`; without it labels stay as the schema has them. */
export const FieldTextScope = createContext<string | null>(null);

/** Label and help of a field: the dictionary's where it has them (keyed by the path without list positions), else the schema's. */
export function useFieldText(id: string, label: string, description: string): { label: string; help: string } {
  const { t, i18n } = useTranslation();
  const scope = useContext(FieldTextScope);
  if (scope === null || i18n.language === 'en') return { label, help: description };
  const name = id
    .replace(/^root_?/, '')
    .replace(/_\d+(?=_|$)/g, '')
    .replaceAll('_', '-');
  const find = (part: string, fallback: string): string =>
    t([`${scope}.${name}.${part}`, `field.common.${name.split('-').at(-1)}.${part}`], { defaultValue: fallback });
  return { label: find('label', label), help: find('help', description) };
}
