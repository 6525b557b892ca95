import { AppError } from '@agentflow/core';
import type { ModelEnv } from './create-model-clients.js';
import type { PriceTable } from './price-table.js';

/**
 * Reads the providers from variables as their own tools name them: OPENAI_API_KEY, OPENAI_BASE_URL, ANTHROPIC_API_KEY, ANTHROPIC_BASE_URL, OLLAMA_URL (or OLLAMA_HOST),
 * AZURE_OPENAI_ENDPOINT, AZURE_OPENAI_API_KEY, OPENAI_API_VERSION; and AGENTFLOW_MODEL_SERVERS, a comma list of `name=base URL` whose keys are
 * AGENTFLOW_MODEL_KEY_<NAME> (upper case, `_` for `-`). Empty ones count as absent.
 * @throws AppError CONFIG_INVALID naming the variable that cannot be read
 */
export function readModelEnv(variables: { readonly [name: string]: string | undefined }): ModelEnv {
  const read = (name: string): string | undefined => variables[name]?.trim() || undefined;
  const address = (name: string): string | undefined => {
    const value = read(name);
    return value === undefined ? undefined : checkedUrl(name, value);
  };
  const ollama = read('OLLAMA_URL') ?? read('OLLAMA_HOST');
  const endpoint = address('AZURE_OPENAI_ENDPOINT');
  const apiKey = read('AZURE_OPENAI_API_KEY');
  const servers = (read('AGENTFLOW_MODEL_SERVERS') ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return compact({
    openaiKey: read('OPENAI_API_KEY'),
    openaiBaseUrl: address('OPENAI_BASE_URL'),
    anthropicKey: read('ANTHROPIC_API_KEY'),
    anthropicBaseUrl: address('ANTHROPIC_BASE_URL'),
    ollamaUrl: ollama === undefined ? undefined : checkedUrl('OLLAMA_URL', /^https?:\/\//.test(ollama) ? ollama : `http://${ollama}`),
    azure:
      endpoint !== undefined && apiKey !== undefined ? compact({ endpoint, apiKey, apiVersion: read('OPENAI_API_VERSION') }) : undefined,
    compatible: servers.map((server) => {
      const [name = '', ...rest] = server.split('=');
      const baseUrl = checkedUrl('AGENTFLOW_MODEL_SERVERS', rest.join('='));
      return compact({ name, baseUrl, apiKey: read(`AGENTFLOW_MODEL_KEY_${name.toUpperCase().replaceAll('-', '_')}`) });
    }),
  }) as ModelEnv;
}
/**
 * Prices of the operator's own, laid over the price list: AGENTFLOW_MODEL_PRICES, `name=input/output` in USD per million tokens, a comma list, e.g. `ollama/qwen3=0/0`. Under a
 * budget that limits money a model needs a price. @throws AppError CONFIG_INVALID naming the entry that cannot be read
 */
export function readModelPrices(variables: { readonly [name: string]: string | undefined }, today: string): PriceTable {
  const entries = (variables['AGENTFLOW_MODEL_PRICES'] ?? '').split(',').map((part) => part.trim());
  const rows = entries
    .filter((entry) => entry !== '')
    .map((entry) => {
      const match = /^([^=\s]+\/[^=\s]+)=(\d+(?:\.\d{1,6})?)\/(\d+(?:\.\d{1,6})?)$/.exec(entry);
      if (!match)
        throw new AppError('CONFIG_INVALID', `AGENTFLOW_MODEL_PRICES: "${entry}" is no price: write <provider>/<model>=<input>/<output>`, {
          entry,
        });
      return [match[1], { input: match[2], output: match[3], asOf: today }] as const;
    });
  return Object.fromEntries(rows) as PriceTable;
}
/** `host:port` of the servers the operator set: addresses the egress module may reach though they be local. */
export function modelHosts(env: ModelEnv): readonly string[] {
  const urls = [
    env.openaiBaseUrl,
    env.anthropicBaseUrl,
    env.ollamaUrl,
    env.azure?.endpoint,
    ...(env.compatible ?? []).map(({ baseUrl }) => baseUrl),
  ];
  return urls
    .filter((url): url is string => url !== undefined)
    .map((url) => {
      const { hostname, port, protocol } = new URL(url);
      return `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`;
    });
}
function checkedUrl(name: string, value: string): string {
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol))
    throw new AppError('CONFIG_INVALID', `${name} is no http or https address`, { name });
  return value;
}
const compact = <T extends object>(object: T): T =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
