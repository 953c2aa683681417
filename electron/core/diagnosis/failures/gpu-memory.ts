/** Failures for lack of memory on a graphics card. */
import type { FailedRun, KnownFailure } from '../known-failure.ts';
import { describeMemory, inArguments, makeRoom, openArguments } from './advice.ts';

/** As a number of `--gpu-memory-utilization`, with a little to spare. */
const utilizationFor = (freeGib: string | undefined, totalGib: string | undefined): string => {
  const part = Math.floor((Number(freeGib) / Number(totalGib)) * 100 - 2) / 100;
  return Number.isFinite(part) && part > 0.05 ? ` to ${part}` : '';
};

const smaller = 'choose a smaller model, a smaller context or fewer requests at a time';

const roomOr = (run: FailedRun, otherwise: string): string =>
  run.canMakeRoom
    ? `Make room: what other backends hold there is freed, and it is started again. Where that is not enough, ${otherwise}.`
    : `${otherwise.charAt(0).toUpperCase()}${otherwise.slice(1)}, or end what else uses the card.`;

export const gpuMemoryFailures: readonly KnownFailure[] = [
  {
    // vLLM, vllm/v1/worker/gpu_worker.py.
    id: 'vllm_reserves_too_much',
    readsGpuMemory: true,
    pattern:
      /Free memory on device (?:\S+ )?\(([\d.]+)\/([\d.]+) GiB\) on startup is less than desired GPU memory utilization \(([\d.]+), ([\d.]+) GiB\)/,
    explain: ({ groups: [, free, total, part, wanted] }, run) => ({
      explanation:
        `vLLM reserves ${Math.round(Number(part) * 100)} % of the card for itself, which is ${wanted} of ${total} GiB, and ${free} GiB were free. ${describeMemory(run.gpus[0])}`.trim(),
      remedy: roomOr(run, `lower --gpu-memory-utilization${utilizationFor(free, total)} ${inArguments(run)}`),
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
        explanation: `The memory that is left for contexts${memory === undefined ? '' : ` (${memory})`} is too small for one request of full length${longest === undefined ? '' : `: at most ${longest} tokens fit`}.`,
        remedy: `Write --max-model-len ${longest ?? '8192'} ${inArguments(run)}, or raise --gpu-memory-utilization there where the card has more to give.`,
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
      explanation:
        `The model itself takes all the graphics memory that vLLM may use, so that nothing is left for requests. ${describeMemory(run.gpus[0])}`.trim(),
      remedy: roomOr(
        run,
        `raise --gpu-memory-utilization or lower --max-model-len ${inArguments(run)}, or choose a smaller quantization of the model`,
      ),
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
    explain: ({ groups: [, torchSize, torchDevice, ggmlSize, ggmlDevice] }, run) => {
      const size = torchSize ?? ggmlSize;
      const asked = size === undefined ? 'It asked for more' : `It asked for ${size} of`;
      return {
        explanation:
          `${asked} graphics memory when that was not free any more. ${describeMemory(run.gpus[Number(torchDevice ?? ggmlDevice ?? 0)])}`.trim(),
        remedy: roomOr(run, smaller),
        action: makeRoom(run),
      };
    },
  },
];
