/**
 * Installs the stand-ins of nvidia-smi and rocm-smi in a folder for a PATH, and sets which GPUs they show. Knows no test
 * framework: the caller removes them.
 */
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { inRepository } from '../../testkit/repository.ts';

/** Null: the driver does not know it. */
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
  /** The GPUs that nvidia-smi shows. */
  gpus: StandInGpu[];
  /** Null: the driver does not report processes. */
  processes: { uuid: string; pid: number; usedMiB: number | null }[] | null;
  /** How both programs behave. One that has read `hang` hangs for ever. */
  mode: 'ok' | 'driver-error' | 'no-devices' | 'hang' | 'garbage' | 'exit' | 'ignore-term';
  /** The GPUs that rocm-smi shows. */
  amd?: (StandInGpu & { /** On the PCI bus. */ address: string })[];
  /**
   * A folder. A file in it whose name is a PID, with `{uuid, mib}` as JSON, takes that much VRAM of the NVIDIA GPU for as long
   * as the process lives.
   */
  registry?: string;
}

export interface GpuStandIn {
  /** Goes to the front of a PATH. */
  folder: string;
  registry: string;
  /** The environment in which a host finds the stand-ins before any real program of that name. */
  environment: { PATH: string; SWITCHYARD_TEST_GPUS: string };
  /** Changes the state from the next sample on. What is left out stays. */
  set(change: Partial<GpuState>): Promise<void>;
  /** Every start of a stand-in so far, with its arguments, running or not. */
  started(): Promise<{ pid: number; args: string }[]>;
  remove(): Promise<void>;
}

const PROGRAMS = {
  'nvidia-smi': inRepository('e2e/stand-ins/gpu/nvidia-smi.mjs'),
  'rocm-smi': inRepository('e2e/stand-ins/gpu/rocm-smi.mjs'),
};

/** Works on POSIX only, because the wrappers are shell scripts. @param programs those that are installed */
export async function installGpuStandIn(
  initial: Partial<GpuState> = {},
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
    // It is renamed into place, because it may be read at any moment.
    await writeFile(`${file}.new`, JSON.stringify(state));
    await rename(`${file}.new`, file);
  };
  await set(initial);
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

/** A machine with a GPU for models and one for the screen. */
export const twoGpus = (): StandInGpu[] => [
  gpu(0),
  gpu(1, { name: 'NVIDIA GeForce RTX 3060', usedMiB: 412, totalMiB: 12_288, power: 17.5, fan: 0 }),
];

export const eightGpus = (): StandInGpu[] =>
  Array.from({ length: 8 }, (_, index) =>
    gpu(index, { name: 'NVIDIA H100 80GB HBM3', totalMiB: 81_559, usedMiB: 70_000 + index, fan: null }),
  );

/** A GPU in MIG mode: it reports neither its utilization nor, to every user, its memory. */
export const migGpus = (): StandInGpu[] => [
  gpu(0, {
    name: 'NVIDIA A100-SXM4-80GB',
    utilization: null,
    usedMiB: null,
    totalMiB: 81_920,
    fan: null,
  }),
];

/** A driver that knows the name of its GPU and nothing else. */
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
