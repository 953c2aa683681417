/** Failures for lack of memory on a graphics card. */
import { failureRemedyWords } from '../../../../shared/words/en/errors/failure-remedies.ts';
import { failureWords } from '../../../../shared/words/en/errors/failures.ts';
import { given, texts } from '../../../../shared/words/phrase.ts';
import type { FailedRun, KnownFailure } from '../known-failure.ts';
import { describeMemory, inArguments, makeRoom, openArguments } from './advice.ts';

const cause = texts(failureWords);
const remedy = texts(failureRemedyWords);

/** As a number of `--gpu-memory-utilization`, with a little to spare. */
const utilizationFor = (freeGib: string, totalGib: string): string | undefined => {
  const part = Math.floor((Number(freeGib) / Number(totalGib)) * 100 - 2) / 100;
  return Number.isFinite(part) && part > 0.05 ? String(part) : undefined;
};

const canFree = ({ canMakeRoom }: FailedRun) => ({ canFree: canMakeRoom ? 'yes' : 'no' });

export const gpuMemoryFailures: readonly KnownFailure[] = [
  {
    // vLLM, vllm/v1/worker/gpu_worker.py.
    id: 'vllm_reserves_too_much',
    readsGpuMemory: true,
    pattern:
      /Free memory on device (?:\S+ )?\(([\d.]+)\/([\d.]+) GiB\) on startup is less than desired GPU memory utilization \(([\d.]+), ([\d.]+) GiB\)/,
    explain: ({ groups: [, free = '', total = '', part, wanted = ''] }, run) => ({
      explanation: cause('vllm_reserves_too_much', {
        percent: Math.round(Number(part) * 100),
        wanted,
        total,
        free,
        ...given('memory', describeMemory(run.gpus[0])),
      }),
      remedy: remedy('vllm_reserves_too_much', {
        ...canFree(run),
        where: inArguments(run),
        ...given('part', utilizationFor(free, total)),
      }),
      action: makeRoom(run) ?? openArguments(run),
    }),
  },
  {
    // vLLM, vllm/v1/core/kv_cache_utils.py.
    id: 'vllm_context_too_long',
    pattern:
      /KV cache is needed, which is larger than the available KV cache memory \(([\d.]+ GiB)\)(?:.*?estimated maximum model length is (\d+))?|max seq len \((\d+)\) is larger than the maximum number of tokens that can be stored in KV cache \((\d+)\)/,
    explain: ({ groups: [, memory, possible, , stored] }, run) => {
      const longest = possible ?? stored;
      return {
        explanation: cause('vllm_context_too_long', {
          ...given('memory', memory),
          ...given('tokens', longest),
        }),
        remedy: remedy('vllm_context_too_long', { tokens: longest ?? '8192', where: inArguments(run) }),
        action: openArguments(run),
      };
    },
    isPermanent: true,
  },
  {
    id: 'vllm_no_memory_for_contexts',
    readsGpuMemory: true,
    pattern: /No available memory for the cache blocks|Available KV cache memory: -/,
    explain: (_, run) => ({
      explanation: cause('vllm_no_memory_for_contexts', given('memory', describeMemory(run.gpus[0]))),
      remedy: remedy('vllm_no_memory_for_contexts', { ...canFree(run), where: inArguments(run) }),
      action: makeRoom(run) ?? openArguments(run),
    }),
  },
  {
    // torch: "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 23.65 GiB …".
    // ggml: "allocating 4096.00 MiB on device 0: cudaMalloc failed: out of memory".
    id: 'gpu_out_of_memory',
    readsGpuMemory: true,
    pattern:
      /(?:CUDA|HIP|XPU|MPS backend) out of memory(?:.*?Tried to allocate ([\d.]+ [KMGT]i?B))?(?:.*?GPU (\d+))?|allocating ([\d.]+ MiB) on device (\d+): (?:cuda|hip)Malloc failed|CUDA [Ee]rror: out of memory|cudaMalloc failed: out of memory|CUDA_ERROR_OUT_OF_MEMORY|CUBLAS_STATUS_ALLOC_FAILED|hipErrorOutOfMemory|ErrorOutOfDeviceMemory/,
    explain: ({ groups: [, torchSize, torchDevice, ggmlSize, ggmlDevice] }, run) => ({
      explanation: cause('gpu_out_of_memory', {
        ...given('size', torchSize ?? ggmlSize),
        ...given('memory', describeMemory(run.gpus[Number(torchDevice ?? ggmlDevice ?? 0)])),
      }),
      remedy: remedy('gpu_out_of_memory', canFree(run)),
      action: makeRoom(run),
    }),
  },
];
