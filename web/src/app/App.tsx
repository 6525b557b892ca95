import { QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RouterProvider } from 'react-router/dom';
import { kitLocale } from '../shared/i18n/index.js';
import { useFeedbackWanted } from '../shared/ui/feedback.js';
import { createQueryClient } from './query-client.js';
import { createRouter } from './router.js';
import { antdThemeOf, useTheme } from './theme.js';

const FeedbackHolder = lazy(() => import('./FeedbackHolder.js').then((m) => ({ default: m.FeedbackHolder })));

export function App() {
  const mode = useTheme((state) => state.mode);
  const { i18n } = useTranslation();
  const theme = useMemo(() => antdThemeOf(mode), [mode]);
  const [client] = useState(createQueryClient);
  const [router] = useState(createRouter);
  const locale = kitLocale(i18n.language);
  return (
    <ConfigProvider theme={theme} {...(locale ? { locale } : {})} wave={{ disabled: true }} button={{ autoInsertSpace: false }}>
      <div className="app">
        <QueryClientProvider client={client}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </div>
      <Feedback />
    </ConfigProvider>
  );
}
function Feedback() {
  const wanted = useFeedbackWanted((state) => state.wanted);
  return wanted ? (
    <Suspense fallback={null}>
      <FeedbackHolder />
    </Suspense>
  ) : null;
}
