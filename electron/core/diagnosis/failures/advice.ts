/** Sentences and actions that several known failures share. */
import type { DiagnosisAction } from '../../../../shared/diagnosis.ts';
import { formatBytes } from '../../format-bytes.ts';
import type { FailedRun, FailedRunGpu } from '../known-failure.ts';

/** Where a person changes the arguments of the program: "in Arguments". */
export const inArguments = ({ argumentsSetting }: FailedRun): string =>
  argumentsSetting === null ? 'where it is started' : `in ${argumentsSetting.label}`;

/** Where a person sets a variable of the environment. */
export const inEnvironment = ({ environmentSetting }: FailedRun): string =>
  environmentSetting === null
    ? 'in the environment in which it is started'
    : `in ${environmentSetting.label}`;

export const openArguments = ({ argumentsSetting }: FailedRun): DiagnosisAction | undefined =>
  argumentsSetting === null ? undefined : { kind: 'open_settings', setting: argumentsSetting.name };

export const openEnvironment = ({ environmentSetting }: FailedRun): DiagnosisAction | undefined =>
  environmentSetting === null ? undefined : { kind: 'open_settings', setting: environmentSetting.name };

export const copyCommand = (command: string | null): DiagnosisAction | undefined =>
  command === null ? undefined : { kind: 'copy_command', command };

/** "Run: …", or the sentence for where no command is known. */
export const runOr = (command: string | null, otherwise: string): string =>
  command === null ? otherwise : `In a terminal of its machine, run: ${command}`;

export const makeRoom = ({ canMakeRoom }: FailedRun): DiagnosisAction | undefined =>
  canMakeRoom ? { kind: 'make_room' } : undefined;

/** What a card has, and who holds it. Empty where nothing is known of it. */
export function describeMemory(gpu: FailedRunGpu | undefined): string {
  if (gpu === undefined) return '';
  const { id, name, totalBytes, freeBytes, holders } = gpu;
  const free = freeBytes === undefined ? '' : `, of which ${formatBytes(freeBytes)} are free now`;
  const sentences = [
    ...(totalBytes === undefined ? [] : [`GPU ${id} (${name}) has ${formatBytes(totalBytes)}${free}.`]),
    ...(holders.length === 0
      ? []
      : [
          `Others hold there: ${holders.map(({ backend, bytes }) => `${backend} ${formatBytes(bytes)}`).join(', ')}.`,
        ]),
  ];
  return sentences.join(' ');
}
