/** What a stand-in of an engine holds of a GPU, as the stand-ins of the programs of the drivers show it. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Holds so much of the first GPU that this process may see, in place of what it held before. @param {number} mib */
export function holdVram(mib) {
  const stateFile = process.env.SWITCHYARD_TEST_GPUS ?? '';
  const [first] = (process.env.CUDA_VISIBLE_DEVICES ?? '0').split(',');
  /** @type {{gpus: {index: number, uuid: string}[]}} */
  const { gpus } = JSON.parse(readFileSync(stateFile, 'utf8'));
  const uuid = gpus.find((gpu) => [String(gpu.index), gpu.uuid].includes(first ?? ''))?.uuid;
  const entry = join(dirname(stateFile), 'registry', String(process.pid));
  writeFileSync(`${entry}.new`, JSON.stringify({ uuid, mib }));
  renameSync(`${entry}.new`, entry);
}
