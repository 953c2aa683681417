/** Asks a test host for a {@link HostSample}. Linux only: the host reads /proc. */
import { readFile } from 'node:fs/promises';
import { eventually } from './eventually.ts';
import { type HostSample, SAMPLE_FILE_VARIABLE } from './process/host-sample.ts';

/** The environment of a host that can be asked. @param file where it writes its samples */
export const sampledEnvironment = (file: string): Record<string, string> => ({
  [SAMPLE_FILE_VARIABLE]: file,
});

/** @param file as in {@link sampledEnvironment} */
export async function sampleHost(
  host: { signal(name: NodeJS.Signals): void },
  file: string,
): Promise<HostSample> {
  const before = (await readSample(file))?.number ?? 0;
  host.signal('SIGUSR2');
  return await eventually('the host has written a sample', async () => {
    const sample = await readSample(file);
    return sample !== null && sample.number > before && sample;
  });
}

async function readSample(file: string): Promise<HostSample | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as HostSample;
  } catch {
    // The first one is not written yet.
    return null;
  }
}
