import { AppError } from '@agentflow/core';
import type { Clock, ModelClient, ModelDescriptor } from '@agentflow/ports';
import type { DriverDeps, Fetch, ModelDriver } from './driver.js';
import { createPrices } from './prices.js';
import { quoteByPrice } from './quote.js';
import { PRICE_TABLE, type PriceTable } from './price-table.js';
import { listServed } from './served-models.js';

/** Keys and addresses of the providers, as the operator set them. All optional: the scripted models need none. */
export interface ModelEnv {
  readonly openaiKey?: string;
  /** `https://api.openai.com/v1` by default. */
  readonly openaiBaseUrl?: string;
  readonly anthropicKey?: string;
  /** `https://api.anthropic.com` by default. */
  readonly anthropicBaseUrl?: string;
  /** E.g. `http://127.0.0.1:11434`; models are `ollama/<name>`. */
  readonly ollamaUrl?: string;
  /** Models are `azure/<deployment>`. */
  readonly azure?: { readonly endpoint: string; readonly apiKey: string; readonly apiVersion?: string };
  /** Any server that speaks chat completions; models are `<name>/<model>`. `baseUrl` ends where `/chat/completions` begins. */
  readonly compatible?: readonly { readonly name: string; readonly baseUrl: string; readonly apiKey?: string }[];
}
export interface ModelClientsDeps {
  readonly clock: Clock;
  readonly env: ModelEnv;
  /** The one door to the outside. Node's own by default, for tests and tools; services give their egress module's. */
  readonly fetch?: Fetch;
  /** Rows laid over the price list, e.g. negotiated rates or local models. */
  readonly prices?: PriceTable;
  /** How long a stream may be silent, in milliseconds; 120,000 by default. */
  readonly idleMs?: number;
}
interface Provider {
  readonly title: string;
  /** `undefined`: a request needs a credential of its own. */
  readonly key: string | undefined;
  /** Names the setting that is missing. */
  readonly hint: string;
  /** Loads the driver, and with it the SDK, when it is first used. */
  open(): Promise<ModelDriver>;
  list(): Promise<readonly string[]>;
}
const AZURE_API_VERSION = '2024-10-21';
const TITLES: { readonly [provider: string]: string } = {
  openai: 'OpenAI',
  anthropic: 'Anthropic',
  azure: 'Azure OpenAI',
  ollama: 'Ollama',
  scripted: 'Scripted',
};

/** Routes `<provider>/<name>` to the provider's driver: scripted, openai, anthropic, azure, ollama and the compatible servers of `env`. */
export function createModelClients({
  clock,
  env,
  fetch = globalThis.fetch,
  prices: override = {},
  idleMs = 120_000,
}: ModelClientsDeps): ModelClient {
  const prices = createPrices(override);
  const deps: DriverDeps = { clock, fetch, prices, idleMs };
  const providers = describeProviders(env, deps, override);
  const drivers = new Map<string, Promise<ModelDriver>>();
  const driverOf = (name: string, provider: Provider): Promise<ModelDriver> => {
    let driver = drivers.get(name);
    if (!driver) drivers.set(name, (driver = provider.open()));
    return driver;
  };
  const providerOf = (model: string): { readonly name: string; readonly provider: Provider } => {
    const slash = model.indexOf('/');
    const name = model.slice(0, slash);
    const provider = slash > 0 && slash < model.length - 1 ? providers.get(name) : undefined;
    if (provider) return { name, provider };
    throw new AppError(
      'MODEL_NOT_FOUND',
      `"${model}" names no model we can reach: write <provider>/<name> with one of the providers ${[...providers.keys()].join(', ')}`,
      { model },
    );
  };
  return {
    async *stream(request) {
      const { name, provider } = providerOf(request.model);
      if (provider.key === undefined && request.credential?.apiKey === undefined) {
        throw new AppError('MODEL_NOT_FOUND', `${request.model} cannot be called: ${provider.hint}, or name a credential`, {
          model: request.model,
        });
      }
      const driver = await driverOf(name, provider);
      yield* driver(request, request.model.slice(name.length + 1));
    },
    async quote(request) {
      const { name } = providerOf(request.model);
      return name === 'scripted' ? (await import('./scripted.js')).quoteScripted(request, prices) : quoteByPrice(request, prices);
    },
    async list() {
      const groups = await Promise.all(
        [...providers].map(async ([name, provider]) => (await provider.list()).map((model) => describe(name, model, provider))),
      );
      return groups.flat();
    },
  };
  function describe(provider: string, model: string, { title, key }: Provider): ModelDescriptor {
    const name = `${provider}/${model}`;
    const price = prices.find(name);
    return {
      name,
      provider,
      title: `${model} (${title})`,
      available: key !== undefined,
      streams: true,
      tools: name !== 'scripted/echo',
      price: price
        ? { input: price.input, output: price.output, asOf: price.asOf }
        : provider === 'scripted'
          ? { input: '0', output: '0', asOf: FREE_SINCE }
          : null,
    };
  }
}
/** Scripted models cost nothing, on any day. */
const FREE_SINCE = '1970-01-01';

function describeProviders(env: ModelEnv, deps: DriverDeps, override: PriceTable): ReadonlyMap<string, Provider> {
  const chat = async (baseUrl: string, apiKey: string, modern: boolean, azureApiVersion?: string): Promise<ModelDriver> =>
    (await import('./openai.js')).createOpenAiDriver(
      { baseUrl, apiKey, modern, ...(azureApiVersion === undefined ? {} : { azureApiVersion }) },
      deps,
    );
  const priced = (provider: string) => async (): Promise<readonly string[]> =>
    [...new Set([...Object.keys(PRICE_TABLE), ...Object.keys(override)])]
      .filter((model) => model.startsWith(`${provider}/`))
      .map((model) => model.slice(provider.length + 1));
  const served = (baseUrl: string, apiKey: string) => listServed(baseUrl, apiKey, deps);

  const providers = new Map<string, Provider>();
  providers.set('scripted', {
    title: TITLES['scripted']!,
    key: '',
    hint: '',
    list: async () => ['echo'],
    open: async () => (await import('./scripted.js')).createScriptedDriver(deps),
  });
  providers.set('openai', {
    title: TITLES['openai']!,
    key: env.openaiKey,
    hint: 'set OPENAI_API_KEY',
    list: priced('openai'),
    open: () => chat(env.openaiBaseUrl ?? 'https://api.openai.com/v1', env.openaiKey ?? '', true),
  });
  providers.set('anthropic', {
    title: TITLES['anthropic']!,
    key: env.anthropicKey,
    hint: 'set ANTHROPIC_API_KEY',
    list: priced('anthropic'),
    open: async () =>
      (await import('./anthropic.js')).createAnthropicDriver(
        { baseUrl: env.anthropicBaseUrl ?? 'https://api.anthropic.com', apiKey: env.anthropicKey ?? '' },
        deps,
      ),
  });
  const { azure, ollamaUrl } = env;
  if (azure) {
    providers.set('azure', {
      title: TITLES['azure']!,
      key: azure.apiKey,
      hint: 'set the Azure key',
      list: priced('azure'),
      open: () => chat(azure.endpoint, azure.apiKey, true, azure.apiVersion ?? AZURE_API_VERSION),
    });
  }
  if (ollamaUrl !== undefined) {
    const baseUrl = `${ollamaUrl.replace(/\/+$/, '').replace(/\/v1$/, '')}/v1`;
    providers.set('ollama', {
      title: TITLES['ollama']!,
      key: 'ollama',
      hint: '',
      list: served(baseUrl, 'ollama'),
      open: () => chat(baseUrl, 'ollama', false),
    });
  }
  for (const { name, baseUrl, apiKey = 'none' } of env.compatible ?? []) {
    if (!/^[a-z][a-z0-9-]{0,31}$/.test(name) || providers.has(name))
      throw new AppError(
        'CONFIG_INVALID',
        `"${name}" cannot name a model server: use lower-case letters, digits and "-", and no name that is taken`,
        { name },
      );
    providers.set(name, { title: name, key: apiKey, hint: '', list: served(baseUrl, apiKey), open: () => chat(baseUrl, apiKey, false) });
  }
  return providers;
}
