import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { RouterProvider } from 'react-router/dom';
import { kitLocale } from '../shared/i18n/index.js';
import { useFeedbackWanted } from '../shared/ui/feedback.js';
import type { createRouter } from './router.js';
import { antdThemeOf, useTheme } from './theme.js';

const FeedbackHolder = lazy(() => import('./FeedbackHolder.js').then((m) => ({ default: m.FeedbackHolder })));

interface Props {
  readonly client: QueryClient;
  readonly router: ReturnType<typeof createRouter>;
}
export function App({ client, router }: Props) {
  const mode = useTheme((state) => state.mode);
  const { i18n } = useTranslation();
  const theme = useMemo(() => antdThemeOf(mode), [mode]);
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
