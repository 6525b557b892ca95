import { DesktopOutlined, MoonOutlined, SunOutlined, TranslationOutlined } from '@ant-design/icons';
import { Tooltip } from 'antd';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseLanguage } from '../shared/i18n/index.js';
import styles from './shell.module.css';
import { useTheme, type ThemeChoice } from './theme.js';

const NEXT: { readonly [choice in ThemeChoice]: ThemeChoice } = { system: 'light', light: 'dark', dark: 'system' };
const ICON: { readonly [choice in ThemeChoice]: ComponentType } = { system: DesktopOutlined, light: SunOutlined, dark: MoonOutlined };

/** Light, dark or as the system has it; Chinese or English. */
export function LookSwitches() {
  const { t, i18n } = useTranslation();
  const { choice, choose } = useTheme();
  const Icon = ICON[choice];
  const other = i18n.language === 'zh' ? 'en' : 'zh';
  const theme = t('look.theme', { theme: t(`settings.themes.${choice}`) });
  const language = other === 'zh' ? '切换到简体中文' : 'Switch to English';
  return (
    <div className={styles['look']}>
      <Tooltip title={theme}>
        <button type="button" aria-label={theme} onClick={() => choose(NEXT[choice])}>
          <Icon />
        </button>
      </Tooltip>
      <Tooltip title={language}>
        <button type="button" aria-label={language} lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => void chooseLanguage(other)}>
          <TranslationOutlined />
        </button>
      </Tooltip>
    </div>
  );
}
