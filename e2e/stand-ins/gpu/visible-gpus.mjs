// Stands in for what CUDA, ROCm with HIP, and HIP on Windows let a program see of the GPUs of a machine. It masks as they do:
// CUDA by CUDA_VISIBLE_DEVICES; ROCm first by ROCR_VISIBLE_DEVICES (numbers in its own order, or UUIDs), after which HIP numbers
// what is left from 0 and reads HIP_VISIBLE_DEVICES, without it CUDA_VISIBLE_DEVICES, and GPU_DEVICE_ORDINAL. What follows an
// entry that is unknown is discarded, with it. Source: ROCm's clr and ROCr, CUDA's programming guide, mid 2026.
//
// Usage: node visible-gpus.mjs cuda|rocm|hip-windows GPUS, where GPUS is JSON: { nvidia: [uuid, …], rocm: [uuid, …] }, each in
// the library's own order. Prints the UUIDs that the program sees, as JSON.
const [library, json] = process.argv.slice(2);
const gpus = JSON.parse(json);
const { env } = process;

/** An unset or, for HIP, empty variable hides nothing. */
function mask(devices, value, isSet, byUuid) {
  if (!isSet) return devices;
  const visible = [];
  for (const entry of value.split(',')) {
    const index = /^\d+$/.test(entry) ? Number(entry) : byUuid ? devices.indexOf(entry) : -1;
    if (devices[index] === undefined) break;
    if (!visible.includes(devices[index])) visible.push(devices[index]);
  }
  return visible;
}
const set = (name) => env[name] !== undefined;
const filled = (name) => (env[name] ?? '') !== '';

function hip(devices) {
  const name = filled('HIP_VISIBLE_DEVICES') ? 'HIP_VISIBLE_DEVICES' : 'CUDA_VISIBLE_DEVICES';
  const left = mask(devices, env[name] ?? '', filled(name), true);
  return mask(left, env.GPU_DEVICE_ORDINAL ?? '', filled('GPU_DEVICE_ORDINAL'), false);
}

function visible() {
  switch (library) {
    case 'cuda':
      // Only in the order of PCI addresses are the numbers those of nvidia-smi; otherwise the fastest is first.
      return mask(
        env.CUDA_DEVICE_ORDER === 'PCI_BUS_ID' ? gpus.nvidia : gpus.nvidia.toReversed(),
        env.CUDA_VISIBLE_DEVICES ?? '',
        set('CUDA_VISIBLE_DEVICES'),
        true,
      );
    case 'rocm':
      return hip(mask(gpus.rocm, env.ROCR_VISIBLE_DEVICES ?? '', set('ROCR_VISIBLE_DEVICES'), true));
    case 'hip-windows':
      return hip(gpus.rocm);
    default:
      throw new Error(`unknown library ${library}`);
  }
}

console.log(JSON.stringify(visible()));
