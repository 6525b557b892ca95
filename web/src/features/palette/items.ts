import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { NodeTypeDescriptor } from '../../api/types.js';
import type { Findable } from './search.js';

export interface PaletteItem extends Findable {
  readonly descriptor: NodeTypeDescriptor;
}
export const CATEGORIES = ['model', 'human', 'tool', 'data', 'control'] as const;
const HIDDEN = new Set(['start']);

/** What can be added, in the language of the page, with words of both languages to find it by. */
export function usePaletteItems(types: ReadonlyMap<string, NodeTypeDescriptor>): PaletteItem[] {
  const { t, i18n } = useTranslation();
  return useMemo(
    () =>
      [...types.values()]
        .filter((descriptor) => !HIDDEN.has(descriptor.type))
        .map((descriptor) => ({
          descriptor,
          type: descriptor.type,
          title: i18n.language === 'en' ? descriptor.title : t(`type.${descriptor.type}.title`, { defaultValue: descriptor.title }),
          description:
            i18n.language === 'en'
              ? descriptor.description
              : t(`type.${descriptor.type}.description`, { defaultValue: descriptor.description }),
          keywords: `${descriptor.title} ${t(`type.${descriptor.type}.keywords`, { defaultValue: '' })}`,
        })),
    [types, t, i18n.language],
  );
}
const KEY = 'agentflow.recent-types';
export const recentTypes = (): string[] => {
  try {
    const value = JSON.parse(localStorage.getItem(KEY) ?? '[]') as unknown;
    return Array.isArray(value) ? value.filter((type): type is string => typeof type === 'string') : [];
  } catch {
    return [];
  }
};
export const rememberType = (type: string): void =>
  localStorage.setItem(KEY, JSON.stringify([type, ...recentTypes().filter((other) => other !== type)].slice(0, 6)));
