// Stands in for rocm-smi of ROCm 6: the JSON that Switchyard reads. The file of gpu-state.mjs says what it shows (its `amd`) and
// how it fails.
import { hang, readState, recordStart } from './gpu-state.mjs';

const MIB = 1_048_576;
/** What each option adds to a GPU. Every value is printed as a string. */
const OPTIONS = {
  '--showproductname': ({ name }) => ({
    'Card Series': name,
    'Card Model': '0x744c',
    'Card Vendor': 'Advanced Micro Devices, Inc. [AMD/ATI]',
    'Card SKU': 'EXT94393',
  }),
  '--showbus': ({ address }) => ({ 'PCI Bus': address }),
  '--showuniqueid': ({ uuid }) => ({ 'Unique ID': uuid.replace('GPU-', '0x') }),
  '--showuse': ({ utilization }) => ({ 'GPU use (%)': utilization }),
  '--showmemuse': ({ usedMiB, totalMiB }) => ({
    'GPU Memory Allocated (VRAM%)': Math.round((100 * usedMiB) / totalMiB),
  }),
  '--showtemp': ({ temperature }) => ({
    'Temperature (Sensor edge) (C)': temperature?.toFixed(1),
    'Temperature (Sensor junction) (C)': temperature?.toFixed(1),
  }),
  '--showpower': ({ power }) => ({ 'Average Graphics Package Power (W)': power?.toFixed(1) }),
  '--showfan': ({ fan }) => ({ 'Fan speed (level)': fan, 'Fan speed (%)': fan, 'Fan RPM': '0' }),
  '--showmeminfo': ({ usedMiB, totalMiB }) => ({
    'VRAM Total Memory (B)': totalMiB * MIB,
    'VRAM Total Used Memory (B)': usedMiB * MIB,
  }),
};

recordStart();
const args = process.argv.slice(2);
const wanted = args.filter((arg) => arg !== '--json' && arg !== 'vram');
const unknown = wanted.find((arg) => !Object.hasOwn(OPTIONS, arg));
if (unknown !== undefined || !args.includes('--json')) {
  console.error(`usage: rocm-smi [-h] ...\nrocm-smi: error: unrecognized arguments: ${unknown ?? ''}`);
  process.exit(2);
}

const { mode = 'ok', amd = [] } = readState();
switch (mode) {
  case 'driver-error':
    // The real one exits with code 0 as well.
    console.error('ERROR:root:Driver not initialized (amdgpu not found in modules)');
    break;
  case 'hang':
    hang();
    break;
  case 'garbage':
    console.log('{"card0": {"GPU use');
    break;
  case 'exit':
    process.exit(1);
    break;
  default:
    if (amd.length === 0) console.error('WARNING: No JSON data to report');
    else
      console.log(JSON.stringify(Object.fromEntries(amd.map((gpu) => [`card${gpu.index}`, describe(gpu)]))));
}

function describe(gpu) {
  const pairs = wanted.flatMap((option) => Object.entries(OPTIONS[option](gpu)));
  return Object.fromEntries(pairs.map(([key, value]) => [key, String(value ?? 'N/A')]));
}
