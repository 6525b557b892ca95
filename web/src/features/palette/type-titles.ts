import { useTranslation } from 'react-i18next';
import type { NodeTypeDescriptor } from '../../api/types.js';

/** A type's name in the language of the page; what has none there goes by the name of its description. */
export function useTypeTitle(type: string, descriptor: NodeTypeDescriptor | undefined): string {
  const { t, i18n } = useTranslation();
  return i18n.language === 'en'
    ? (descriptor?.title ?? t(`type.${type}.title`, { defaultValue: type }))
    : t(`type.${type}.title`, { defaultValue: descriptor?.title ?? type });
}
