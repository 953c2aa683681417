/** Failures that vLLM knows by its own words, beside those of memory. */
import type { KnownFailure } from '../known-failure.ts';
import { inArguments, inEnvironment, openArguments, openEnvironment } from './advice.ts';

export const vllmFailures: readonly KnownFailure[] = [
  {
    // vllm/device_allocator/cumem.py before 2026-04.
    id: 'vllm_sleep_mode_conflict',
    pattern: /Expandable segments are not compatible with memory pool/,
    explain: (_, run) => ({
      explanation:
        '--enable-sleep-mode does not work together with PYTORCH_CUDA_ALLOC_CONF=expandable_segments:True in this version.',
      remedy: `Remove that variable ${inEnvironment(run)}, leave out --enable-sleep-mode, or update vLLM.`,
      action: openEnvironment(run),
    }),
    isPermanent: true,
  },
  {
    id: 'vllm_sleep_mode_unsupported',
    pattern: /^\w*Error: .*[Ss]leep mode is (?:not|only) supported on/,
    explain: (_, run) => ({
      explanation: 'vLLM can sleep on cards of NVIDIA and newer ones of AMD alone.',
      remedy: `Leave out --enable-sleep-mode ${inArguments(run)}.`,
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
        explanation: `It is to spread over ${wanted ?? 'several'} cards, and sees ${seen ?? 'fewer'}.`,
        remedy: `Lower --tensor-parallel-size ${inArguments(run)}, or give it more cards with GPUs in its settings.`,
        action: openArguments(run),
      };
    },
    isPermanent: true,
  },
  {
    id: 'gpus_do_not_divide_model',
    pattern:
      /(?:attention heads|vocab\w*|hidden size) \((\d+)\) must be divisible by tensor parallel size \((\d+)\)|(\d+) is not divisible by (\d+)/,
    explain: ({ groups: [, heads, size] }, run) => ({
      explanation: `The parts of the model${heads === undefined ? '' : ` (${heads})`} cannot be divided evenly among ${size ?? 'that many'} cards.`,
      remedy: `Set --tensor-parallel-size ${inArguments(run)} to a number that divides them, such as 1, 2, 4 or 8.`,
      action: openArguments(run),
    }),
    isPermanent: true,
  },
  {
    id: 'model_wants_own_code',
    pattern: /contains custom code which must be executed|trust_remote_code=True/,
    explain: (_, run) => ({
      explanation:
        'The repository of the model has Python code of its own, which runs on this machine with all your rights when it is loaded.',
      remedy: `If you trust its publisher, write --trust-remote-code ${inArguments(run)}.`,
      action: openArguments(run),
    }),
    isPermanent: true,
  },
  {
    id: 'context_longer_than_model',
    pattern: /max_model_len \((\d+)\) is greater than the derived max_model_len \(\D*(\d+)/,
    explain: ({ groups: [, wanted, most] }, run) => ({
      explanation: `--max-model-len asks for ${wanted} tokens, and the model was made for ${most}.`,
      remedy: `Lower it to ${most} ${inArguments(run)}.`,
      action: openArguments(run),
    }),
    isPermanent: true,
  },
  {
    id: 'attention_backend_missing',
    pattern:
      /FlashAttention only supports|flash_attn seems to be not installed|FlashInfer .*(?:not (?:available|installed|supported))|No valid attention backend|xFormers wasn't build/i,
    explain: (_, run) => ({
      explanation: 'The library that computes attention is missing, or does not know this card.',
      remedy: `Choose another one: VLLM_ATTENTION_BACKEND=TRITON_ATTN ${inEnvironment(run)} for vLLM, --attn-implementation or --use-pytorch-cross-attention for others.`,
      action: openEnvironment(run),
    }),
    isPermanent: true,
  },
  {
    id: 'vllm_engine_failed',
    pattern:
      /Engine core initialization failed|EngineCore failed to start|Engine process failed to start|EngineDeadError|AsyncEngineDeadError|died unexpectedly/,
    explain: () => ({
      explanation:
        'vLLM runs its engine in a process of its own, which has ended. The cause is in the lines before.',
      remedy:
        'Open the log and look for the first error; with --enforce-eager and a smaller --max-model-len it needs less of everything.',
    }),
    isFollowUp: true,
  },
];
