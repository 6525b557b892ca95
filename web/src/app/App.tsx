import { QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RouterProvider } from 'react-router/dom';
import { createQueryClient } from './query-client.js';
import { createRouter } from './router.js';
import { antdThemeOf, useTheme } from './theme.js';

export function App() {
  const mode = useTheme((state) => state.mode);
  const { i18n } = useTranslation();
  const theme = useMemo(() => antdThemeOf(mode), [mode]);
  const [client] = useState(createQueryClient);
  const [router] = useState(createRouter);
  return (
    <ConfigProvider
      theme={theme}
      locale={i18n.language === 'zh' ? zhCN : enUS}
      wave={{ disabled: true }}
      button={{ autoInsertSpace: false }}
    >
      <AntApp style={{ height: '100%' }}>
        <QueryClientProvider client={client}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  );
}
