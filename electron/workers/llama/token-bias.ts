/** Makes some tokens more or less likely, as `logit_bias` of a request asks. */
import type { LlamaModel, Token, TokenBias } from 'node-llama-cpp';
import { PromptRefusedError, type Sampling } from './generation.ts';

type Library = typeof import('node-llama-cpp');

/**
 * @returns null where there is nothing to change
 * @throws PromptRefusedError where a token cannot be biased: it would be ignored
 */
export function createTokenBias(
  library: Library,
  model: LlamaModel,
  logitBias: Sampling['logitBias'],
): TokenBias | null {
  if (logitBias.length === 0) return null;
  const tokenBias = library.TokenBias.for(model);
  const vocabulary = [...model.iterateAllTokens()].length;
  for (const { token, bias } of logitBias) {
    const tokens = typeof token === 'string' ? model.tokenize(token) : [token as Token];
    for (const each of tokens) {
      if (each >= vocabulary)
        throw new PromptRefusedError(
          'unsupported_parameter',
          `logit_bias names the token ${each}, and this model has those from 0 to ${vocabulary - 1}. Tokens are numbered by each model in its own way; a text can be given in place of a number.`,
        );
      if (model.tokenizer.isEogToken(each))
        throw new PromptRefusedError(
          'unsupported_parameter',
          `logit_bias names the token ${each}, which ends a text in this model and cannot be biased by this server. Leave it out; max_tokens limits the length.`,
        );
      tokenBias.set(each, bias === 'never' ? bias : { logit: bias });
    }
  }
  return tokenBias;
}
