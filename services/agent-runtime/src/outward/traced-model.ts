import { GEN_AI, GEN_AI_OPERATIONS, activeTraceparent, inSpan, SPAN, SpanKind } from '@agentflow/service-kit';
import type { Outward } from '../application/outward.js';

/** Names of providers as the conventions write them, where theirs is another than ours. */
const PROVIDERS: { readonly [name: string]: string } = { azure: 'azure.ai.openai', gemini: 'gcp.gemini', bedrock: 'aws.bedrock' };

/** Each call of a model in a span, under the attempt that makes it: which model, how many tokens, how it ended; never what was said. */
export const tracedModel =
  (model: Outward['model']): Outward['model'] =>
  (call, caller, onText, spent) => {
    if (activeTraceparent() === undefined) return model(call, caller, onText, spent);
    const [provider = '', ...name] = call.model.split('/');
    const attributes = {
      [GEN_AI.operation]: GEN_AI_OPERATIONS.chat,
      [GEN_AI.provider]: PROVIDERS[provider] ?? provider,
      [GEN_AI.requestModel]: name.join('/'),
      ...(call.maxTokens !== undefined && { [GEN_AI.requestMaxTokens]: call.maxTokens }),
      ...(call.temperature !== undefined && { [GEN_AI.requestTemperature]: call.temperature }),
    };
    return inSpan(`${GEN_AI_OPERATIONS.chat} ${name.join('/')}`, { kind: SpanKind.CLIENT, attributes }, async (span) => {
      let silent = true;
      const heard = (text: string): void => {
        if (silent) span.addEvent('gen_ai.first_token');
        silent = false;
        onText(text);
      };
      const answer = await model(call, caller, heard, (usage) => {
        span.setAttributes({
          [GEN_AI.inputTokens]: usage.inputTokens,
          [GEN_AI.outputTokens]: usage.outputTokens,
          [SPAN.cost]: Number(usage.cost),
        });
        spent(usage);
      });
      span.setAttribute(GEN_AI.finishReasons, [answer.finish]);
      return answer;
    });
  };
