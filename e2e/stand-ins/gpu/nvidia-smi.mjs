// Stands in for nvidia-smi, as of driver 550: the CSV queries that the program makes, once or in a loop. What it shows, and how
// it fails, is told to it by a file (gpu-state.mjs).
import { noteStart, readState } from './gpu-state.mjs';

const NOT_KNOWN = '[N/A]';
/** Of each field: its unit, and its value. */
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

noteStart();
const { rows, fields, isHeaderWanted, hasUnits, loopMs } = parseArguments(process.argv.slice(2));

process.stdout.on('error', () => process.exit(0)); // As SIGPIPE does: nobody reads any more.
process.on('SIGTERM', () => {
  if (readState().mode !== 'ignore-term') process.exit(143);
});
if (isHeaderWanted) {
  console.log(fields.map(([name, [unit]]) => (unit === '' ? name : `${name} [${unit}]`)).join(', '));
}
look();
if (loopMs !== null) setInterval(look, loopMs);

function look() {
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
      // For good, as in a driver that has stopped: what the file says later does not bring it back.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
      return;
    case 'garbage':
      console.log('\u0000\ufffd, 17, , [Unknown');
      return;
    default:
      // A round in one piece, as the C library writes into a pipe.
      process.stdout.write(
        rows(state)
          .map((row) => `${fields.map(([, field]) => show(row, field)).join(', ')}\n`)
          .join(''),
      );
  }
}

function show(row, [unit, read]) {
  const value = read(row) ?? NOT_KNOWN;
  return hasUnits && unit !== '' && value !== NOT_KNOWN ? `${value} ${unit}` : value;
}

function parseArguments(args) {
  let query = null;
  let format = null;
  let loopMs = null;
  for (const arg of args) {
    const [option, value = ''] = arg.split('=');
    // One query at a time, as with the real one.
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
