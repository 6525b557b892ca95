import type { ConfigProviderProps } from 'antd';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
type KitLocale = NonNullable<ConfigProviderProps['locale']>;
const KEY = 'agentflow.language';

export const preferredLanguage = (): Language => {
  const stored = localStorage.getItem(KEY);
  if (stored === 'zh' || stored === 'en') return stored;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
};
let chinese: KitLocale | undefined;
/** What the kit's own parts say; it brings English along. */
export const kitLocale = (language: string): KitLocale | undefined => (language === 'zh' ? chinese : undefined);
/** Only the language in use is loaded. */
async function load(language: Language): Promise<object> {
  if (language === 'en') return (await import('./en.js')).en;
  const [texts, kit] = await Promise.all([import('./zh.js'), import('antd/es/locale/zh_CN.js')]);
  chinese = kit.default;
  return texts.zh;
}

export async function startLanguage(): Promise<void> {
  const language = preferredLanguage();
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: await load(language) } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}
export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(KEY, language);
  if (!i18next.hasResourceBundle(language, 'translation')) i18next.addResourceBundle(language, 'translation', await load(language));
  await i18next.changeLanguage(language);
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}
