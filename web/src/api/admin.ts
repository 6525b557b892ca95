import { useQuery } from '@tanstack/react-query';
import { client, read } from './client.js';
import type { components } from './schema.js';

type Schemas = components['schemas'];
export type ApiKey = Schemas['ApiKey'];
export type NewApiKey = Schemas['NewApiKey'];
export type Role = Schemas['Role'];
export type Budgets = Schemas['Budgets'];
export type BudgetLimits = Schemas['SharedBudgetLimits'];

/** What only some may read: refused ones are not asked for again. */
const GUARDED = { retry: false } as const;
const SMALL = { page_size: 200 };

export const useApiKeys = () =>
  useQuery({ queryKey: ['api-keys'], queryFn: () => read(client.GET('/api/v1/api-keys', { params: { query: SMALL } })), ...GUARDED });
/** The key itself is in this answer and nowhere else. */
export const createApiKey = (draft: Schemas['ApiKeyDraft']): Promise<NewApiKey> => read(client.POST('/api/v1/api-keys', { body: draft }));
export const revokeApiKey = (id: string) => read(client.DELETE('/api/v1/api-keys/{id}', { params: { path: { id } } }));

export const useBudget = () => useQuery({ queryKey: ['budgets'], queryFn: () => read(client.GET('/api/v1/budgets')), ...GUARDED });
export const setBudget = (budget: BudgetLimits) => read(client.PUT('/api/v1/budgets', { body: { budget } }));

export const useFallbacks = () =>
  useQuery({ queryKey: ['fallbacks'], queryFn: () => read(client.GET('/api/v1/models/fallbacks')), ...GUARDED });
export const setFallbacks = (fallbacks: { readonly [model: string]: string }) =>
  read(client.PUT('/api/v1/models/fallbacks', { body: { fallbacks: { ...fallbacks } } }));

export const orderDegradation = (level: number | 'auto', reason: string) =>
  read(client.PUT('/api/v1/degradation', { body: { level, ...(reason ? { reason } : {}) } }));
