/** Pins a worker to graphics cards, and nothing where `gpus` is empty. */
export function gpuEnvironment(gpus: string, platform: NodeJS.Platform): Record<string, string> {
  if (gpus === '') return {};
  return {
    // The libraries of NVIDIA and AMD each read a variable of their own; the order is that of nvidia-smi.
    CUDA_DEVICE_ORDER: 'PCI_BUS_ID',
    CUDA_VISIBLE_DEVICES: gpus,
    ROCR_VISIBLE_DEVICES: gpus,
    ...(platform === 'win32' ? { HIP_VISIBLE_DEVICES: gpus } : {}),
  };
}

/** The ids of a setting of the format `gpu-list`. */
export const gpuIds = (gpus: string): string[] => gpus.split(',').filter((id) => id !== '');
