/** Failures of graphics cards, their drivers, and the builds of torch that are to use them. */
import { failureRemedyWords } from '../../../../shared/words/en/errors/failure-remedies.ts';
import { failureWords } from '../../../../shared/words/en/errors/failures.ts';
import { given, texts } from '../../../../shared/words/phrase.ts';
import type { KnownFailure } from '../known-failure.ts';
import {
  copyCommand,
  firstOf,
  inArguments,
  inEnvironment,
  openArguments,
  openEnvironment,
} from './advice.ts';

const cause = texts(failureWords);
const remedy = texts(failureRemedyWords);

/** Such as 12.4 for 12040, as CUDA counts. */
const cudaVersion = (found: number): string =>
  `${Math.floor(found / 1000)}.${Math.floor((found % 1000) / 10)}`;

export const gpuDriverFailures: readonly KnownFailure[] = [
  {
    id: 'nvidia_driver_mismatch',
    pattern: /Driver\/library version mismatch/,
    explain: () => ({
      explanation: cause('nvidia_driver_mismatch'),
      remedy: remedy('nvidia_driver_mismatch'),
    }),
    isPermanent: true,
  },
  {
    id: 'nvidia_driver_too_old',
    pattern:
      /^(?!.*Warning).*(?:The NVIDIA driver on your system is too old(?: \(found version (\d+)\))?|CUDA driver version is insufficient for CUDA runtime version|cudaErrorInsufficientDriver|forward compatibility was attempted on non supported HW)/,
    explain: ({ groups: [, found] }) => ({
      explanation: cause(
        'nvidia_driver_too_old',
        given('cuda', found === undefined ? undefined : cudaVersion(Number(found))),
      ),
      remedy: remedy('nvidia_driver_too_old'),
    }),
    isPermanent: true,
  },
  {
    id: 'no_nvidia_driver',
    pattern:
      /^(?!.*Warning).*(?:Found no NVIDIA driver on your system|couldn't communicate with the NVIDIA driver|libcuda\.so\.1: cannot open shared object file)/,
    explain: (_, run) => ({
      explanation: cause('no_nvidia_driver'),
      remedy: remedy('no_nvidia_driver', { where: inArguments(run) }),
      action: openArguments(run),
    }),
    isPermanent: true,
  },
  {
    id: 'torch_without_gpu',
    pattern:
      /Torch not compiled with CUDA enabled|Torch is not able to use GPU|Your device does not support the current version of Torch\/CUDA|Failed to infer device type|torch\.cuda\.is_available\(\) (?:is|returns?) False/,
    explain: (_, run) => ({
      explanation: cause('torch_without_gpu', given('gpus', run.gpus.map(({ name }) => name).join(', '))),
      remedy: remedy('torch_without_gpu'),
    }),
    isPermanent: true,
  },
  {
    id: 'gpu_number_wrong',
    pattern: /invalid device ordinal|Invalid device id|device index \d+ out of range/,
    explain: (_, run) => ({
      explanation: cause('gpu_number_wrong', { count: run.gpus.length }),
      remedy: remedy('gpu_number_wrong', { where: inArguments(run) }),
      action: openArguments(run),
    }),
    isPermanent: true,
  },
  {
    id: 'no_gpu_found',
    pattern:
      /^(?!.*Warning).*(?:No CUDA GPUs are available|no HIP GPUs are available|no CUDA-capable device is detected|CUDA_ERROR_NO_DEVICE|cudaErrorNoDevice|hipErrorNoDevice)/i,
    explain: () => ({
      explanation: cause('no_gpu_found'),
      remedy: remedy('no_gpu_found'),
      action: { kind: 'open_settings' },
    }),
    isPermanent: true,
  },
  {
    id: 'gpu_not_supported',
    pattern:
      /no kernel image is available for execution on the device|HIP error: invalid device function|cudaErrorNoKernelImageForDevice|TensileLibrary\S* for (gfx\w+)|Illegal seek for GPU arch : (gfx\w+)/,
    explain: ({ groups: [, ...architectures] }) => ({
      explanation: cause('gpu_not_supported', given('architecture', firstOf(architectures))),
      remedy: remedy('gpu_not_supported'),
    }),
    isPermanent: true,
  },
  {
    id: 'gpu_without_bfloat16',
    pattern:
      /Bfloat16 is only supported on GPUs with compute capability of at least \d+(?:\.\d+)?(?:\. Your (.+?) GPU has compute capability (\d+(?:\.\d+)?))?/,
    explain: ({ groups: [, gpu, capability] }, run) => ({
      explanation: cause('gpu_without_bfloat16', {
        ...given('gpu', gpu),
        ...given('capability', capability),
      }),
      remedy: remedy('gpu_without_bfloat16', { where: inArguments(run) }),
      action: openArguments(run),
    }),
    isPermanent: true,
  },
  {
    id: 'gpu_busy',
    pattern: /all CUDA-capable devices are busy or unavailable|cudaErrorDevicesUnavailable/,
    explain: () => ({
      explanation: cause('gpu_busy'),
      remedy: remedy('gpu_busy'),
      action: copyCommand('sudo nvidia-smi -c DEFAULT'),
    }),
  },
  {
    id: 'gpu_lost',
    pattern:
      /GPU is lost|has fallen off the bus|Unable to determine the device handle for [Gg][Pp][Uu]|NVRM: Xid .*: 79\b/,
    explain: () => ({
      explanation: cause('gpu_lost'),
      remedy: remedy('gpu_lost'),
    }),
  },
  {
    id: 'gpu_memory_defect',
    pattern: /uncorrectable ECC error|cudaErrorECCUncorrectable|NVRM: Xid .*: (?:48|63|64|94|95)\b/,
    explain: () => ({
      explanation: cause('gpu_memory_defect'),
      remedy: remedy('gpu_memory_defect'),
      action: copyCommand('nvidia-smi -q -d ECC,ROW_REMAPPER'),
    }),
  },
  {
    id: 'gpu_assertion',
    pattern: /device-side assert triggered|cudaErrorAssert/,
    explain: (_, run) => ({
      explanation: cause('gpu_assertion'),
      remedy: remedy('gpu_assertion', { where: inEnvironment(run) }),
      action: openEnvironment(run),
    }),
  },
  {
    id: 'gpu_illegal_access',
    pattern:
      /illegal memory access was encountered|unspecified launch failure|cudaErrorIllegalAddress|cudaErrorLaunchFailure|misaligned address|Memory access fault by GPU|NVRM: Xid .*: (?:13|31)\b/,
    explain: () => ({
      explanation: cause('gpu_illegal_access'),
      remedy: remedy('gpu_illegal_access'),
    }),
  },
  {
    id: 'gpu_kernel_error',
    pattern: /NVRM: Xid \([^)]*\): (\d+)/,
    explain: ({ groups: [, xid = ''] }) => ({
      explanation: cause('gpu_kernel_error', { xid }),
      remedy: remedy('gpu_kernel_error', { xid }),
    }),
  },
  {
    id: 'cuda_in_forked_process',
    pattern: /Cannot re-initialize CUDA in forked subprocess/,
    explain: (_, run) => ({
      explanation: cause('cuda_in_forked_process'),
      remedy: remedy('cuda_in_forked_process', { where: inEnvironment(run) }),
      action: openEnvironment(run),
    }),
    isPermanent: true,
  },
  {
    id: 'nccl_failed',
    pattern: /NCCL error|ncclUnhandledCudaError|ncclSystemError|ncclInternalError/,
    explain: (_, run) => ({
      explanation: cause('nccl_failed'),
      remedy: remedy('nccl_failed', { where: inEnvironment(run) }),
      action: openEnvironment(run),
    }),
  },
  {
    id: 'cudnn_failed',
    pattern: /CUDNN_STATUS_\w+|Could not load library libcudnn\S*|Unable to load any of \{libcudnn/,
    explain: () => ({
      explanation: cause('cudnn_failed'),
      remedy: remedy('cudnn_failed'),
    }),
  },
  {
    id: 'amd_card_not_allowed',
    pattern: /(?:Unable to open \/dev\/kfd|\/dev\/(?:kfd|dri\/\w+)).*[Pp]ermission denied/,
    explain: () => ({
      explanation: cause('amd_card_not_allowed'),
      remedy: remedy('amd_card_not_allowed'),
      action: copyCommand('sudo usermod -aG render,video "$USER"'),
    }),
    isPermanent: true,
  },
  {
    id: 'no_vulkan_driver',
    pattern: /ErrorIncompatibleDriver|vkCreateInstance failed|Failed to create Vulkan instance/,
    explain: () => ({
      explanation: cause('no_vulkan_driver'),
      remedy: remedy('no_vulkan_driver'),
    }),
    isPermanent: true,
  },
];
