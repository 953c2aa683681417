/** What stand-ins of engines hold of a GPU, as the stand-ins of the programs of the drivers show it. */
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Holds so much of the first GPU that this process may see, in place of what it held before. @param {number} mib */
export function holdVram(mib) {
  const { uuid, registry } = firstGpu();
  const entry = join(registry, String(process.pid));
  writeFileSync(`${entry}.new`, JSON.stringify({ uuid, mib }));
  renameSync(`${entry}.new`, entry);
}

/** What is free of that GPU now, in MiB. */
export function freeMib() {
  const { uuid, registry, totalMiB, usedMiB } = firstGpu();
  const held = readHeldVram(registry)
    .filter((entry) => entry.uuid === uuid)
    .reduce((sum, { mib }) => sum + mib, 0);
  return totalMiB - usedMiB - held;
}

/**
 * What the processes that live hold.
 * @param {string} registry folder
 * @returns {{pid: number, uuid: string, mib: number}[]}
 */
export function readHeldVram(registry) {
  return readdirSync(registry)
    .filter((name) => /^\d+$/.test(name) && isAlive(Number(name)))
    .map((name) => ({ pid: Number(name), ...JSON.parse(readFileSync(join(registry, name), 'utf8')) }));
}

function firstGpu() {
  const stateFile = process.env.SWITCHYARD_TEST_GPUS ?? '';
  const [first] = (process.env.CUDA_VISIBLE_DEVICES ?? '0').split(',');
  /** @type {{gpus: {index: number, uuid: string, totalMiB: number, usedMiB: number}[]}} */
  const { gpus } = JSON.parse(readFileSync(stateFile, 'utf8'));
  const gpu = gpus.find(({ index, uuid }) => [String(index), uuid].includes(first ?? ''));
  return {
    uuid: gpu?.uuid,
    totalMiB: gpu?.totalMiB ?? 0,
    usedMiB: gpu?.usedMiB ?? 0,
    registry: join(dirname(stateFile), 'registry'),
  };
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
