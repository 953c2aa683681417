// The part that the stand-ins of nvidia-smi and rocm-smi share. SWITCHYARD_TEST_GPUS names a JSON file with the GPUs, whose type is
// in launch/stand-ins/install-gpus.ts. It is read again for each sample, so that a test can change it meanwhile.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readHeldVram } from '../../testkit/process/hold-vram.mjs';

/** @returns {import('../../launch/stand-ins/install-gpus.ts').GpuState} */
export function readState() {
  const file = process.env.SWITCHYARD_TEST_GPUS;
  const state = file ? JSON.parse(readFileSync(file, 'utf8')) : { gpus: [], mode: 'no-devices' };
  return state.registry ? withRegistered(state) : state;
}

/** Records in a folder beside the file that this process was started, with its arguments. */
export function recordStart() {
  const file = process.env.SWITCHYARD_TEST_GPUS;
  if (!file) return;
  writeFileSync(join(dirname(file), 'started', String(process.pid)), process.argv.slice(2).join(' '));
}

/** The process that started this one. Read at once: later it may have gone, and another one have taken its place. */
const PARENT = process.ppid;
/** Milliseconds between two looks at the parent. */
const PARENT_INTERVAL = 500;

/**
 * Hangs as in a driver that has stopped: no signal but SIGKILL ends it, nor a later change of the file. It ends when the process
 * that started it has gone, however that was: a test run that is killed would leave it behind for ever.
 */
export function hang() {
  const never = new Int32Array(new SharedArrayBuffer(4));
  while (process.ppid === PARENT) Atomics.wait(never, 0, 0, PARENT_INTERVAL);
  process.exit(0);
}

/** Adds the VRAM of the processes that have a file in the registry, for as long as they live. */
function withRegistered(state) {
  const held = readHeldVram(state.registry);
  const used = (uuid) => held.reduce((sum, process) => sum + (process.uuid === uuid ? process.mib : 0), 0);
  return {
    ...state,
    gpus: state.gpus.map((gpu) => ({
      ...gpu,
      usedMiB: gpu.usedMiB === null ? null : gpu.usedMiB + used(gpu.uuid),
    })),
    processes: state.processes && [
      ...state.processes,
      ...held.map(({ pid, uuid, mib }) => ({ pid, uuid, usedMiB: mib })),
    ],
  };
}
