/** What a stand-in of an engine holds of a GPU, as the stand-ins of the programs of the drivers show it. */
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
  const held = readdirSync(registry)
    .filter((pid) => /^\d+$/.test(pid) && isAlive(Number(pid)))
    .map((pid) => JSON.parse(readFileSync(join(registry, pid), 'utf8')))
    .filter((entry) => entry.uuid === uuid)
    .reduce((sum, { mib }) => sum + mib, 0);
  return totalMiB - usedMiB - held;
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
  } catch {
    return false;
  }
}
