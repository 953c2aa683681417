/** Failures that vLLM knows by its own words, beside those of memory. */
import { failureRemedyWords } from '../../../../shared/words/en/errors/failure-remedies.ts';
import { failureWords } from '../../../../shared/words/en/errors/failures.ts';
import { given, texts } from '../../../../shared/words/phrase.ts';
import type { KnownFailure } from '../known-failure.ts';
import { inArguments, inEnvironment, openArguments, openEnvironment } from './advice.ts';

const cause = texts(failureWords);
const remedy = texts(failureRemedyWords);

export const vllmFailures: readonly KnownFailure[] = [
  {
    // vllm/device_allocator/cumem.py before 2026-04.
    id: 'vllm_sleep_mode_conflict',
    pattern: /Expandable segments are not compatible with memory pool/,
    explain: (_, run) => ({
      explanation: cause('vllm_sleep_mode_conflict'),
      remedy: remedy('vllm_sleep_mode_conflict', { where: inEnvironment(run) }),
      action: openEnvironment(run),
    }),
    isPermanent: true,
  },
  {
    id: 'vllm_sleep_mode_unsupported',
    pattern: /^\w*Error: .*[Ss]leep mode is (?:not|only) supported on/,
    explain: (_, run) => ({
      explanation: cause('vllm_sleep_mode_unsupported'),
      remedy: remedy('vllm_sleep_mode_unsupported', { where: inArguments(run) }),
      action: openArguments(run),
    }),
    isPermanent: true,
  },
  {
    id: 'too_few_gpus',
    pattern:
      /world size \(?(\d+)\)? is (?:larger|greater) than the number of available GPUs \(?(\d+)|Tensor parallel size \(?(\d+)\)? (?:cannot be larger than|exceeds) the number of available GPUs \(?(\d+)|tensor_parallel_size.*?(\d+).*(?:only|but) (\d+) (?:GPU|device)/i,
    explain: ({ groups: [, ...numbers] }, run) => {
      const [wanted, seen] = numbers.filter((number) => number !== undefined);
      return {
        explanation: cause('too_few_gpus', { ...given('wanted', wanted), ...given('seen', seen) }),
        remedy: remedy('too_few_gpus', { where: inArguments(run) }),
        action: openArguments(run),
      };
    },
    isPermanent: true,
  },
  {
    id: 'gpus_do_not_divide_model',
    pattern:
      /(?:attention heads|vocab\w*|hidden size) \((\d+)\) must be divisible by tensor parallel size \((\d+)\)|(\d+) is not divisible by (\d+)/,
    explain: ({ groups: [, parts, gpus] }, run) => ({
      explanation: cause('gpus_do_not_divide_model', { ...given('parts', parts), ...given('gpus', gpus) }),
      remedy: remedy('gpus_do_not_divide_model', { where: inArguments(run) }),
      action: openArguments(run),
    }),
    isPermanent: true,
  },
  {
    id: 'model_wants_own_code',
    pattern: /contains custom code which must be executed|trust_remote_code=True/,
    explain: (_, run) => ({
      explanation: cause('model_wants_own_code'),
      remedy: remedy('model_wants_own_code', { where: inArguments(run) }),
      action: openArguments(run),
    }),
    isPermanent: true,
  },
  {
    id: 'context_longer_than_model',
    pattern: /max_model_len \((\d+)\) is greater than the derived max_model_len \(\D*(\d+)/,
    explain: ({ groups: [, wanted = '', most = ''] }, run) => ({
      explanation: cause('context_longer_than_model', { wanted, most }),
      remedy: remedy('context_longer_than_model', { most, where: inArguments(run) }),
      action: openArguments(run),
    }),
    isPermanent: true,
  },
  {
    id: 'attention_backend_missing',
    pattern:
      /FlashAttention only supports|flash_attn seems to be not installed|FlashInfer .*(?:not (?:available|installed|supported))|No valid attention backend|xFormers wasn't build/i,
    explain: (_, run) => ({
      explanation: cause('attention_backend_missing'),
      remedy: remedy('attention_backend_missing', { where: inEnvironment(run) }),
      action: openEnvironment(run),
    }),
    isPermanent: true,
  },
  {
    id: 'vllm_engine_failed',
    pattern:
      /Engine core initialization failed|EngineCore failed to start|Engine process failed to start|EngineDeadError|AsyncEngineDeadError|died unexpectedly/,
    explain: () => ({
      explanation: cause('vllm_engine_failed'),
      remedy: remedy('vllm_engine_failed'),
    }),
    isFollowUp: true,
  },
];
