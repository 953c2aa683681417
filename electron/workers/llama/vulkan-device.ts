/** Asks node-llama-cpp's Vulkan binary whether this machine has a device for it. */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** The functions of a binary that are called here; node-llama-cpp 3 has them in llama/addon/addon.cpp. */
interface Binding {
  /** `listener` gets the level and the text. The next logger replaces it. */
  setLogger(listener: (level: number, text: string) => void): void;
  /** @throws where Vulkan has no device for it; the cause goes to the logger, as a warning. */
  ensureGpuDeviceIsSupported(): void;
}

/**
 * Keeps every binding: llama.cpp is disposed for the whole process when one of the objects that `require` returned for it is
 * garbage-collected, and the library makes an object of its own for the same binary.
 */
const bindings: Binding[] = [];

/** Vulkan's results where no driver is installed, and where the installed ones find no device. */
const NO_DEVICE = /ErrorIncompatibleDriver|ErrorInitializationFailed/;

/** How many times the event loop may turn until the cause is delivered, which was logged before the exception. */
const MAX_LOOP_TURNS = 10;

/** @returns a sentence for the log; null where there is a device, or where the binary cannot be loaded: the library reports that */
export async function explainMissingVulkanDevice(bindingBinaryPath: string): Promise<string | null> {
  let binding: Binding;
  try {
    binding = require(bindingBinaryPath) as Binding;
  } catch {
    return null;
  }
  bindings.push(binding);
  let cause = '';
  binding.setLogger((_level, text) => {
    cause += text;
  });
  try {
    binding.ensureGpuDeviceIsSupported();
    return null;
  } catch (error) {
    for (let turn = 0; turn < MAX_LOOP_TURNS && cause === ''; turn++)
      await new Promise((resolve) => setImmediate(resolve));
    if (NO_DEVICE.test(cause)) return 'No Vulkan device was found, so the model runs on the processor.';
    return `Vulkan cannot be used (${cause.trim() || String(error)}), so the model runs on the processor.`;
  }
}
