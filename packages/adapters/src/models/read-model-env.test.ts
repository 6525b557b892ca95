import { modelHosts, readModelEnv } from './read-model-env.js';

describe('readModelEnv', () => {
  it('reads nothing from an empty environment', () => {
    expect(readModelEnv({ OPENAI_API_KEY: ' ' })).toEqual({ compatible: [] });
  });
  it('reads every provider', () => {
    expect(
      readModelEnv({
        OPENAI_API_KEY: 'a',
        ANTHROPIC_API_KEY: 'b',
        OLLAMA_HOST: '127.0.0.1:11434',
        AZURE_OPENAI_ENDPOINT: 'https://x.openai.azure.com',
        AZURE_OPENAI_API_KEY: 'c',
        AGENTFLOW_MODEL_SERVERS: 'vllm=http://gpu:8000/v1, my-lab=https://lab.example/v1?x=1',
        AGENTFLOW_MODEL_KEY_MY_LAB: 'd',
      }),
    ).toEqual({
      openaiKey: 'a',
      anthropicKey: 'b',
      ollamaUrl: 'http://127.0.0.1:11434',
      azure: { endpoint: 'https://x.openai.azure.com', apiKey: 'c' },
      compatible: [
        { name: 'vllm', baseUrl: 'http://gpu:8000/v1' },
        { name: 'my-lab', baseUrl: 'https://lab.example/v1?x=1', apiKey: 'd' },
      ],
    });
  });
  it('names the variable that holds no address', () => {
    expect(() => readModelEnv({ OPENAI_BASE_URL: 'file:///etc' })).toThrow('OPENAI_BASE_URL');
    expect(() => readModelEnv({ AGENTFLOW_MODEL_SERVERS: 'vllm' })).toThrow('AGENTFLOW_MODEL_SERVERS');
  });
  it('lists the hosts that the operator has allowed by naming them', () => {
    expect(modelHosts(readModelEnv({ OLLAMA_URL: 'http://127.0.0.1:11434', OPENAI_BASE_URL: 'https://proxy.example/v1' }))).toEqual([
      'proxy.example:443',
      '127.0.0.1:11434',
    ]);
  });
});
