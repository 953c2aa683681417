/**
 * Puts the stand-ins of nvidia-smi and rocm-smi where a PATH finds them, and tells them which cards there are. Knows no test
 * framework: who installs one removes it.
 */
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { inRepository } from '../../testkit/repository.ts';

/** A figure that is null is one that the driver does not know. */
export interface StandInGpu {
  index: number;
  uuid: string;
  name: string;
  temperature: number | null;
  utilization: number | null;
  usedMiB: number | null;
  totalMiB: number | null;
  power: number | null;
  fan: number | null;
}

export interface GpuState {
  /** What nvidia-smi shows. */
  gpus: StandInGpu[];
  /** Null: a driver that cannot tell of processes. */
  processes: { uuid: string; pid: number; usedMiB: number | null }[] | null;
  /** How both behave; `hang` is for good, for the programs that see it. */
  mode: 'ok' | 'driver-error' | 'no-devices' | 'hang' | 'garbage' | 'exit' | 'ignore-term';
  /** What rocm-smi shows. */
  amd?: (StandInGpu & { /** On the PCI bus. */ address: string })[];
  /**
   * A folder: a file in it whose name is a PID, with `{uuid, mib}` as JSON, takes that much of NVIDIA's card as long as the
   * process lives.
   */
  registry?: string;
}

export interface GpuStandIn {
  /** To be put in front of a PATH. */
  folder: string;
  registry: string;
  /** What a host needs in its environment to find the stand-ins, before any real program of that name. */
  environment: { PATH: string; SWITCHYARD_TEST_GPUS: string };
  /** Changes what is shown from the next look on; what is left out stays. */
  set(change: Partial<GpuState>): Promise<void>;
  /** Every start of a stand-in so far, with its arguments, whether it still runs or not. */
  started(): Promise<{ pid: number; args: string }[]>;
  remove(): Promise<void>;
}

const PROGRAMS = {
  'nvidia-smi': inRepository('e2e/stand-ins/gpu/nvidia-smi.mjs'),
  'rocm-smi': inRepository('e2e/stand-ins/gpu/rocm-smi.mjs'),
};

/** @param programs which are there; on POSIX alone, for their wrappers are shell scripts */
export async function installGpuStandIn(
  first: Partial<GpuState> = {},
  programs: readonly (keyof typeof PROGRAMS)[] = ['nvidia-smi'],
): Promise<GpuStandIn> {
  const home = await mkdtemp(join(tmpdir(), 'switchyard-gpus-'));
  const folder = join(home, 'bin');
  const registry = join(home, 'registry');
  const starts = join(home, 'started');
  const file = join(home, 'gpus.json');
  await Promise.all([folder, registry, starts].map((path) => mkdir(path)));
  for (const name of programs) {
    const wrapper = `#!/bin/sh\nexec '${process.execPath}' '${PROGRAMS[name]}' "$@"\n`;
    await writeFile(join(folder, name), wrapper, { mode: 0o755 });
  }
  let state: GpuState = { gpus: twoGpus(), processes: [], mode: 'ok', registry };
  const set: GpuStandIn['set'] = async (change) => {
    state = { ...state, ...change };
    // Renamed into place, for it may be read at any moment.
    await writeFile(`${file}.new`, JSON.stringify(state));
    await rename(`${file}.new`, file);
  };
  await set(first);
  return {
    folder,
    registry,
    environment: { PATH: [folder, process.env.PATH].join(delimiter), SWITCHYARD_TEST_GPUS: file },
    set,
    started: async () =>
      Promise.all(
        (await readdir(starts)).map(async (pid) => ({
          pid: Number(pid),
          args: await readFile(join(starts, pid), 'utf8'),
        })),
      ),
    remove: () => rm(home, { recursive: true, force: true }),
  };
}

const gpu = (index: number, more: Partial<StandInGpu> = {}): StandInGpu => ({
  index,
  uuid: `GPU-5f0e31c2-9a44-4e1b-8d7f-${String(index).padStart(12, '0')}`,
  name: 'NVIDIA GeForce RTX 4090',
  temperature: 41 + index,
  utilization: 7,
  usedMiB: 1024,
  totalMiB: 24_564,
  power: 63.25,
  fan: 30,
  ...more,
});

/** A box with a card for models and one for the screen. */
export const twoGpus = (): StandInGpu[] => [
  gpu(0),
  gpu(1, { name: 'NVIDIA GeForce RTX 3060', usedMiB: 412, totalMiB: 12_288, power: 17.5, fan: 0 }),
];

export const eightGpus = (): StandInGpu[] =>
  Array.from({ length: 8 }, (_, index) =>
    gpu(index, { name: 'NVIDIA H100 80GB HBM3', totalMiB: 81_559, usedMiB: 70_000 + index, fan: null }),
  );

/** A card that is cut into slices tells neither how busy it is nor, to everybody, its memory. */
export const migGpus = (): StandInGpu[] => [
  gpu(0, {
    name: 'NVIDIA A100-SXM4-80GB',
    utilization: null,
    usedMiB: null,
    totalMiB: 81_920,
    fan: null,
  }),
];

/** A driver that knows the name of its card and nothing else. */
export const silentGpus = (): StandInGpu[] => [
  gpu(0, {
    name: 'Quadro K600',
    temperature: null,
    utilization: null,
    usedMiB: null,
    totalMiB: null,
    power: null,
    fan: null,
  }),
];
