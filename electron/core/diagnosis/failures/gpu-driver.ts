/** Failures of graphics cards, their drivers, and the builds of torch that are to use them. */
import type { KnownFailure } from '../known-failure.ts';
import { copyCommand, inArguments, inEnvironment, openArguments, openEnvironment } from './advice.ts';

const SEE_LOG = 'The log has the details.';

export const gpuDriverFailures: readonly KnownFailure[] = [
  {
    id: 'nvidia_driver_mismatch',
    pattern: /Driver\/library version mismatch/,
    explain: () => ({
      explanation:
        'The libraries of the NVIDIA driver and its part in the kernel are of different versions, as after an update without a restart.',
      remedy: 'Restart the machine.',
    }),
    isPermanent: true,
  },
  {
    id: 'nvidia_driver_too_old',
    pattern:
      /^(?!.*Warning).*(?:The NVIDIA driver on your system is too old(?: \(found version (\d+)\))?|CUDA driver version is insufficient for CUDA runtime version|cudaErrorInsufficientDriver|forward compatibility was attempted on non supported HW)/,
    explain: ({ groups: [, found] }) => ({
      explanation: `The program was built for a newer CUDA than the driver of this machine knows${found === undefined ? '' : ` (the driver knows ${Math.floor(Number(found) / 1000)}.${Math.floor((Number(found) % 1000) / 10)})`}.`,
      remedy: 'Install a newer NVIDIA driver, or a build of the program for an older CUDA.',
    }),
    isPermanent: true,
  },
  {
    id: 'no_nvidia_driver',
    pattern:
      /^(?!.*Warning).*(?:Found no NVIDIA driver on your system|couldn't communicate with the NVIDIA driver|libcuda\.so\.1: cannot open shared object file)/,
    explain: (_, run) => ({
      explanation: 'The program wants to use an NVIDIA card, and finds no driver for one.',
      remedy: `Install the driver of the card; in a container, give it the cards (--gpus all). To use the processor instead, say so ${inArguments(run)} (ComfyUI: --cpu; llama-server: -ngl 0).`,
      action: openArguments(run),
    }),
    isPermanent: true,
  },
  {
    id: 'torch_without_gpu',
    pattern:
      /Torch not compiled with CUDA enabled|Torch is not able to use GPU|Your device does not support the current version of Torch\/CUDA|Failed to infer device type|torch\.cuda\.is_available\(\) (?:is|returns?) False/,
    explain: (_, run) => ({
      explanation:
        run.gpus.length === 0
          ? 'The PyTorch in its environment cannot use a graphics card.'
          : `The PyTorch in its environment cannot use a graphics card, although there is one (${run.gpus.map(({ name }) => name).join(', ')}).`,
      remedy:
        'Install the PyTorch that fits the card into its environment, with the command that pytorch.org gives: on Windows, plain pip installs the one without.',
    }),
    isPermanent: true,
  },
  {
    id: 'gpu_number_wrong',
    pattern: /invalid device ordinal|Invalid device id|device index \d+ out of range/,
    explain: (_, run) => ({
      explanation: `It asks for a card by a number that it does not have. It sees ${run.gpus.length === 0 ? 'those that its settings and variables leave' : `${run.gpus.length}, and counts them from 0`}.`,
      remedy: `Correct GPUs in its settings, or the number of the card ${inArguments(run)}: the first card that it may see is always 0.`,
      action: openArguments(run),
    }),
    isPermanent: true,
  },
  {
    id: 'no_gpu_found',
    pattern:
      /^(?!.*Warning).*(?:No CUDA GPUs are available|no HIP GPUs are available|no CUDA-capable device is detected|CUDA_ERROR_NO_DEVICE|cudaErrorNoDevice|hipErrorNoDevice)/i,
    explain: () => ({
      explanation: 'The driver is there, but shows the program no card that it may use.',
      remedy:
        'Look at GPUs in its settings, and at variables such as CUDA_VISIBLE_DEVICES in them: an empty one, or one that names a card which is not there, hides all of them.',
      action: { kind: 'open_settings' },
    }),
    isPermanent: true,
  },
  {
    id: 'gpu_not_supported',
    pattern:
      /no kernel image is available for execution on the device|HIP error: invalid device function|cudaErrorNoKernelImageForDevice|TensileLibrary\S* for (gfx\w+)|Illegal seek for GPU arch : (gfx\w+)/,
    explain: ({ groups: [, arch, otherArch] }) => ({
      explanation: `The program has no code for this card${arch === undefined && otherArch === undefined ? '' : ` (${arch ?? otherArch})`}: it is too new or too old for it.`,
      remedy:
        'Install a build that supports the card: for a new one the latest PyTorch or its nightly, for an old one an earlier version. For AMD cards of a close relative, HSA_OVERRIDE_GFX_VERSION may help.',
    }),
    isPermanent: true,
  },
  {
    id: 'gpu_without_bfloat16',
    pattern:
      /Bfloat16 is only supported on GPUs with compute capability of at least \d+(?:\.\d+)?(?:\. Your (.+?) GPU has compute capability (\d+(?:\.\d+)?))?/,
    explain: ({ groups: [, card, has] }, run) => ({
      explanation: `The model is to be computed in bfloat16, which ${card ?? 'this card'} cannot do${has === undefined ? '' : ` (compute capability ${has})`}.`,
      remedy: `Write --dtype half ${inArguments(run)}.`,
      action: openArguments(run),
    }),
    isPermanent: true,
  },
  {
    id: 'gpu_busy',
    pattern: /all CUDA-capable devices are busy or unavailable|cudaErrorDevicesUnavailable/,
    explain: () => ({
      explanation: 'The card is in exclusive mode and another program has it, or it hangs.',
      remedy:
        'End the other program. An administrator switches the mode off with: nvidia-smi -c DEFAULT. If no program has it, restart the machine.',
      action: copyCommand('sudo nvidia-smi -c DEFAULT'),
    }),
  },
  {
    id: 'gpu_lost',
    pattern:
      /GPU is lost|has fallen off the bus|Unable to determine the device handle for [Gg][Pp][Uu]|NVRM: Xid .*: 79\b/,
    explain: () => ({
      explanation:
        'The driver lost its connection to the card. That comes of power supply, heat, the slot or its cable, or a driver that crashed.',
      remedy:
        'Restart the machine. If it happens again, look at the temperature and the power of the card, and at its power plug and riser.',
    }),
  },
  {
    id: 'gpu_memory_defect',
    pattern: /uncorrectable ECC error|cudaErrorECCUncorrectable|NVRM: Xid .*: (?:48|63|64|94|95)\b/,
    explain: () => ({
      explanation: 'The card reports an error in its memory that it could not correct.',
      remedy:
        'Restart the machine; if it happens again, the card is defective. nvidia-smi -q -d ECC,ROW_REMAPPER shows its counts.',
      action: copyCommand('nvidia-smi -q -d ECC,ROW_REMAPPER'),
    }),
  },
  {
    id: 'gpu_assertion',
    pattern: /device-side assert triggered|cudaErrorAssert/,
    explain: (_, run) => ({
      explanation:
        'The program computed with a number that cannot be, most often a token outside of the vocabulary of the model: model and tokenizer, or model and program, do not fit each other.',
      remedy: `Update the program, and load the model with its own tokenizer. CUDA_LAUNCH_BLOCKING=1 ${inEnvironment(run)} has the log name the place.`,
      action: openEnvironment(run),
    }),
  },
  {
    id: 'gpu_illegal_access',
    pattern:
      /illegal memory access was encountered|unspecified launch failure|cudaErrorIllegalAddress|cudaErrorLaunchFailure|misaligned address|Memory access fault by GPU|NVRM: Xid .*: (?:13|31)\b/,
    explain: () => ({
      explanation:
        'A computation read or wrote outside of its memory on the card. That is a fault of the program or its driver, and at times of a card that is overclocked or too hot.',
      remedy:
        'Update the program and the driver. If it comes with any program, take overclocking back and look at the temperature of the card.',
    }),
  },
  {
    id: 'gpu_kernel_error',
    pattern: /NVRM: Xid \([^)]*\): (\d+)/,
    explain: ({ groups: [, xid] }) => ({
      explanation: `The NVIDIA driver wrote error ${xid} (Xid) into the log of the system when the program ended.`,
      remedy: `NVIDIA lists what Xid ${xid} means in "Xid errors" of its documentation. Restart the machine if the card stays unusable.`,
    }),
  },
  {
    id: 'cuda_in_forked_process',
    pattern: /Cannot re-initialize CUDA in forked subprocess/,
    explain: (_, run) => ({
      explanation: 'The program used the card first and then split into several processes.',
      remedy: `For vLLM, write VLLM_WORKER_MULTIPROC_METHOD=spawn ${inEnvironment(run)}.`,
      action: openEnvironment(run),
    }),
    isPermanent: true,
  },
  {
    id: 'nccl_failed',
    pattern: /NCCL error|ncclUnhandledCudaError|ncclSystemError|ncclInternalError/,
    explain: (_, run) => ({
      explanation: 'The exchange of data between several cards failed. The cause is in the lines around it.',
      remedy: `Try NCCL_P2P_DISABLE=1 ${inEnvironment(run)}; in a container, give it shared memory (--ipc=host). NCCL_DEBUG=INFO has the log say more.`,
      action: openEnvironment(run),
    }),
  },
  {
    id: 'cudnn_failed',
    pattern: /CUDNN_STATUS_\w+|Could not load library libcudnn\S*|Unable to load any of \{libcudnn/,
    explain: () => ({
      explanation:
        'The library for neural networks of NVIDIA does not fit the rest, or found no memory on the card.',
      remedy:
        'Take other versions of it out of LD_LIBRARY_PATH: PyTorch brings its own. If the card was nearly full, free some of it.',
    }),
  },
  {
    id: 'amd_card_not_allowed',
    pattern: /(?:Unable to open \/dev\/kfd|\/dev\/(?:kfd|dri\/\w+)).*[Pp]ermission denied/,
    explain: () => ({
      explanation: 'The devices of the card belong to the groups render and video.',
      remedy: 'Add the user under which Switchyard runs to these groups, and sign in again.',
      action: copyCommand('sudo usermod -aG render,video "$USER"'),
    }),
    isPermanent: true,
  },
  {
    id: 'no_vulkan_driver',
    pattern: /ErrorIncompatibleDriver|vkCreateInstance failed|Failed to create Vulkan instance/,
    explain: () => ({
      explanation: `The program wants to use the card through Vulkan, and finds no driver for that. ${SEE_LOG}`,
      remedy:
        'Install the Vulkan driver of the card (Debian and Ubuntu: mesa-vulkan-drivers, or that of NVIDIA), or use another build of the program.',
    }),
    isPermanent: true,
  },
];
