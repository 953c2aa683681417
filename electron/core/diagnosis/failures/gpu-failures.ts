/** Failures of graphics cards, their drivers and the libraries that use them. */
import { formatBytes } from '../../format-bytes.ts';
import type { FailedRun, FailedRunGpu, KnownFailure } from '../known-failure.ts';

export const gpuFailures: readonly KnownFailure[] = [
  {
    // torch: "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 23.65 GiB …".
    // ggml: "cudaMalloc failed: out of memory". HIP and XPU builds of torch say "HIP out of memory", "XPU out of memory".
    id: 'gpu_out_of_memory',
    title: 'The graphics card is out of memory',
    pattern:
      /(?:CUDA|HIP|XPU|MPS backend) out of memory(?:.*?Tried to allocate ([\d.]+ [KMGT]i?B))?(?:.*?GPU (\d+))?|CUDA error: out of memory|cudaMalloc failed: out of memory|CUDA_ERROR_OUT_OF_MEMORY|hipErrorOutOfMemory|ErrorOutOfDeviceMemory/,
    explain: ({ groups: [, wanted, device] }, run) => {
      const gpu = run.gpus[Number(device ?? 0)];
      const asked = wanted === undefined ? 'It asked' : `It asked for ${wanted.replace(/i?B$/, 'B')}`;
      return {
        explanation:
          `${asked} of graphics memory when there was not enough left. ${describeMemory(gpu)}`.trim(),
        remedy: run.canMakeRoom
          ? 'Make room: what other backends hold there is freed, and it is started again. Where that is not enough, choose a smaller model, a smaller context or fewer requests at a time.'
          : 'Choose a smaller model, a smaller context or fewer requests at a time, or end what else uses the card.',
        ...(run.canMakeRoom ? { action: { kind: 'make_room' } } : {}),
      };
    },
  },
];

function describeMemory(gpu: FailedRunGpu | undefined): string {
  if (gpu === undefined) return '';
  const { id, name, totalBytes, freeBytes, holders } = gpu;
  const card = `Card ${id} (${name})`;
  const sentences = [
    ...(totalBytes === undefined
      ? []
      : [
          `${card} has ${formatBytes(totalBytes)}${freeBytes === undefined ? '' : `, of which ${formatBytes(freeBytes)} are free now`}.`,
        ]),
    ...(holders.length === 0 ? [] : [`Held there now: ${formatHolders(holders)}.`]),
  ];
  return sentences.join(' ');
}

const formatHolders = (holders: FailedRun['gpus'][number]['holders']): string =>
  holders.map(({ backend, bytes }) => `${formatBytes(bytes)} by ${backend}`).join(', ');
