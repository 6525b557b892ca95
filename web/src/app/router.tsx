import type { QueryClient } from '@tanstack/react-query';
import { createBrowserRouter } from 'react-router';
import { askNodeTypes } from '../api/catalog.js';
import { askDraft } from '../api/workflows.js';
import { AppShell } from './AppShell.js';
import { RouteError } from './RouteError.js';

/** Every page is its own chunk: the first screen loads what it shows. */
export const createRouter = (queries: QueryClient) =>
  createBrowserRouter([
    {
      path: '/',
      element: <AppShell />,
      errorElement: <RouteError />,
      hydrateFallbackElement: <div />,
      children: [
        {
          errorElement: <RouteError />,
          children: [
            { index: true, lazy: async () => ({ Component: (await import('../features/home/HomePage.js')).HomePage }) },
            { path: 'login', lazy: async () => ({ Component: (await import('../features/home/HomePage.js')).HomePage }) },
            {
              path: 'workflows',
              lazy: async () => ({ Component: (await import('../features/workflows/WorkflowsPage.js')).WorkflowsPage }),
            },
            {
              path: 'workflows/:id',
              // What it shows is asked for while it is fetched itself.
              loader: ({ params }) => {
                askNodeTypes(queries);
                askDraft(params['id'] ?? '');
                return null;
              },
              shouldRevalidate: () => false,
              lazy: async () => ({ Component: (await import('../features/designer/DesignerPage.js')).DesignerPage }),
            },
            {
              path: 'templates',
              lazy: async () => ({ Component: (await import('../features/workflows/TemplatesPage.js')).TemplatesPage }),
            },
            {
              path: 'executions',
              lazy: async () => ({ Component: (await import('../features/executions/ExecutionsPage.js')).ExecutionsPage }),
            },
            {
              path: 'executions/:id',
              loader: () => {
                askNodeTypes(queries);
                return null;
              },
              shouldRevalidate: () => false,
              lazy: async () => {
                const [page] = await Promise.all([
                  import('../features/executions/ExecutionPage.js'),
                  import('../features/execution-view/follow-execution.js'),
                ]);
                return { Component: page.ExecutionPage };
              },
            },
            { path: 'agents', lazy: async () => ({ Component: (await import('../features/agents/AgentsPage.js')).AgentsPage }) },
            { path: 'models', lazy: async () => ({ Component: (await import('../features/library/ModelsPage.js')).ModelsPage }) },
            {
              path: 'credentials',
              lazy: async () => ({ Component: (await import('../features/library/CredentialsPage.js')).CredentialsPage }),
            },
            { path: 'outbox', lazy: async () => ({ Component: (await import('../features/library/OutboxPage.js')).OutboxPage }) },
            { path: 'triggers', lazy: async () => ({ Component: (await import('../features/triggers/TriggersPage.js')).TriggersPage }) },
            { path: 'usage', lazy: async () => ({ Component: (await import('../features/usage/UsagePage.js')).UsagePage }) },
            { path: 'cluster', lazy: async () => ({ Component: (await import('../features/cluster/ClusterPage.js')).ClusterPage }) },
            { path: 'settings', lazy: async () => ({ Component: (await import('../features/settings/SettingsPage.js')).SettingsPage }) },
            { path: '*', lazy: async () => ({ Component: (await import('./NotFoundPage.js')).NotFoundPage }) },
          ],
        },
      ],
    },
  ]);
