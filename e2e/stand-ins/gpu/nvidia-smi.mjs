// Stands in for nvidia-smi of driver 550: the CSV queries that Switchyard makes, once or in a loop. A file says what it shows and
// how it fails (gpu-state.mjs).
import { hang, readState, recordStart } from './gpu-state.mjs';

const UNKNOWN = '[N/A]';
/** By field: its unit and its value. */
const GPU_FIELDS = {
  index: ['', (gpu) => gpu.index],
  uuid: ['', (gpu) => gpu.uuid],
  name: ['', (gpu) => gpu.name],
  'temperature.gpu': ['', (gpu) => gpu.temperature],
  'utilization.gpu': ['%', (gpu) => gpu.utilization],
  'memory.used': ['MiB', (gpu) => gpu.usedMiB],
  'memory.total': ['MiB', (gpu) => gpu.totalMiB],
  'power.draw': ['W', (gpu) => gpu.power?.toFixed(2)],
  'fan.speed': ['%', (gpu) => gpu.fan],
};
const PROCESS_FIELDS = {
  gpu_uuid: ['', (process) => process.uuid],
  pid: ['', (process) => process.pid],
  used_gpu_memory: ['MiB', (process) => process.usedMiB],
};

recordStart();
const { rows, fields, isHeaderWanted, hasUnits, loopMs } = parseArguments(process.argv.slice(2));

process.stdout.on('error', () => process.exit(0)); // Nobody reads any more; the real one ends by SIGPIPE.
process.on('SIGTERM', () => {
  if (readState().mode !== 'ignore-term') process.exit(143);
});
if (isHeaderWanted) {
  console.log(fields.map(([name, [unit]]) => (unit === '' ? name : `${name} [${unit}]`)).join(', '));
}
printSample();
if (loopMs !== null) setInterval(printSample, loopMs);

function printSample() {
  const state = readState();
  switch (state.mode ?? 'ok') {
    case 'driver-error':
      return end(
        9,
        "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure that the latest NVIDIA driver is installed and running.\n",
      );
    case 'no-devices':
      return end(6, 'No devices were found');
    case 'exit':
      return end(1, '');
    case 'hang':
      return hang();
    case 'garbage':
      console.log('\u0000\ufffd, 17, , [Unknown');
      return;
    default:
      // One sample in one write, as the C library writes into a pipe.
      process.stdout.write(
        rows(state)
          .map((row) => `${fields.map(([, field]) => formatField(row, field)).join(', ')}\n`)
          .join(''),
      );
  }
}

function formatField(row, [unit, read]) {
  const value = read(row) ?? UNKNOWN;
  return hasUnits && unit !== '' && value !== UNKNOWN ? `${value} ${unit}` : value;
}

function parseArguments(args) {
  let query = null;
  let format = null;
  let loopMs = null;
  for (const arg of args) {
    const [option, value = ''] = arg.split('=');
    // The real one takes only one query as well.
    if (option === '--query-gpu' && query === null) query = [GPU_FIELDS, value, (state) => state.gpus];
    else if (option === '--query-compute-apps' && query === null)
      query = [PROCESS_FIELDS, value, (state) => state.processes ?? end(1, 'Not Supported')];
    else if (option === '--format') format = value.split(',');
    else if (option === '--loop-ms' && Number(value) > 0) loopMs = Number(value);
    else refuse();
  }
  if (query === null || !format?.includes('csv')) refuse();
  const [known, names, rows] = query;
  return {
    rows,
    fields: names.split(',').map((name) => {
      if (!Object.hasOwn(known, name)) end(2, `Field "${name}" is not a valid field to query.\n`);
      return [name, known[name]];
    }),
    isHeaderWanted: !format.includes('noheader'),
    hasUnits: !format.includes('nounits'),
    loopMs,
  };
}

function refuse() {
  end(1, "Invalid combination of input arguments. Please run 'nvidia-smi -h' for help.\n");
}

function end(code, message) {
  if (message !== '') console.log(message);
  process.exit(code);
}
