import { theme as antdTheme, type ThemeConfig } from 'antd';
import { create } from 'zustand';

export type ThemeChoice = 'system' | 'light' | 'dark';
const KEY = 'agentflow.theme';
const prefersDark = window.matchMedia('(prefers-color-scheme: dark)');
const stored = (): ThemeChoice => {
  const value = localStorage.getItem(KEY);
  return value === 'light' || value === 'dark' ? value : 'system';
};
const resolve = (choice: ThemeChoice): 'light' | 'dark' => (choice === 'system' ? (prefersDark.matches ? 'dark' : 'light') : choice);

interface ThemeState {
  readonly choice: ThemeChoice;
  readonly mode: 'light' | 'dark';
  choose(choice: ThemeChoice): void;
}
/** Light or dark: the system's, or what the person chose (kept in this browser). */
export const useTheme = create<ThemeState>()((set) => ({
  choice: stored(),
  mode: resolve(stored()),
  choose: (choice) => {
    localStorage.setItem(KEY, choice);
    set({ choice, mode: resolve(choice) });
  },
}));
const paint = (mode: 'light' | 'dark'): void => {
  document.documentElement.dataset['theme'] = mode;
};
paint(useTheme.getState().mode);
useTheme.subscribe((state) => paint(state.mode));
prefersDark.addEventListener('change', () => useTheme.setState((state) => ({ mode: resolve(state.choice) })));

const PALETTE = {
  light: { brand: '#4a57e8', bg: '#f5f6f9', surface: '#ffffff', raised: '#ffffff', border: '#e2e5ec', text: '#171a21', text2: '#575e6c' },
  dark: { brand: '#7b87ff', bg: '#0d0f14', surface: '#15181f', raised: '#1b1f28', border: '#272d38', text: '#e9ebf0', text2: '#a7aebb' },
} as const;

/** Lighter than the kit's own, to be read on dark; on light see base.css. */
const DARK_TAGS = { green: '#4cc77c', gold: '#f0b143', purple: '#b193ff', red: '#ff6b6b', blue: '#6ea0ff', orange: '#ff9457' } as const;

/** antd's tokens, from the same palette as tokens.css. */
export function antdThemeOf(mode: 'light' | 'dark'): ThemeConfig {
  const p = PALETTE[mode];
  return {
    algorithm: mode === 'dark' ? antdTheme.darkAlgorithm : antdTheme.defaultAlgorithm,
    hashed: false,
    token: {
      colorPrimary: p.brand,
      colorInfo: p.brand,
      colorLink: p.brand,
      colorSuccess: mode === 'dark' ? '#4cc77c' : '#11703a',
      colorWarning: mode === 'dark' ? '#f0b143' : '#935400',
      colorError: mode === 'dark' ? '#ff6b6b' : '#c01f26',
      ...(mode === 'dark' ? DARK_TAGS : {}),
      colorBgLayout: p.bg,
      colorBgContainer: p.surface,
      colorBgElevated: p.raised,
      colorBorder: mode === 'dark' ? '#3a4250' : '#d5d9e2',
      colorBorderSecondary: p.border,
      colorText: p.text,
      colorTextSecondary: p.text2,
      colorTextPlaceholder: mode === 'dark' ? '#949cab' : '#646b79',
      borderRadius: 8,
      controlHeight: 34,
      fontFamily: 'var(--font)',
      fontFamilyCode: 'var(--mono)',
      wireframe: false,
    },
    components: {
      Table: {
        headerBg: 'transparent',
        headerColor: p.text2,
        headerSplitColor: 'transparent',
        cellPaddingBlock: 12,
        rowHoverBg: 'var(--surface-2)',
      },
      Button: {
        // White is read on it in the dark as well.
        ...(mode === 'dark' ? { colorPrimary: '#5560e6', colorPrimaryHover: '#626cf0', colorPrimaryActive: '#4853d4' } : {}),
        primaryShadow: 'none',
        defaultShadow: 'none',
        fontWeight: 500,
      },
      Card: { headerFontSize: 15 },
      Form: { itemMarginBottom: 16, verticalLabelPadding: '0 0 4px' },
      Modal: { titleFontSize: 17 },
      Tabs: { horizontalMargin: '0 0 12px 0', itemSelectedColor: 'var(--brand-text)', itemHoverColor: 'var(--brand-text)' },
    },
  };
}
