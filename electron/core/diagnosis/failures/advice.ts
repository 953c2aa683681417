/** Places, actions and facts that several known failures name. */
import type { DiagnosisAction } from '../../../../shared/diagnosis.ts';
import { failureWords } from '../../../../shared/words/en/errors/failures.ts';
import { given, type Text, texts } from '../../../../shared/words/phrase.ts';
import { formatBytes } from '../../format-bytes.ts';
import type { FailedRun, FailedRunGpu } from '../known-failure.ts';

const cause = texts(failureWords);

/** Where a person changes the arguments of the program: "in “Arguments”". */
export const inArguments = ({ argumentsSetting }: FailedRun): Text =>
  argumentsSetting === null
    ? cause('where_started')
    : cause('in_setting', { setting: argumentsSetting.label });

/** Where a person sets a variable of the environment. */
export const inEnvironment = ({ environmentSetting }: FailedRun): Text =>
  environmentSetting === null
    ? cause('in_environment')
    : cause('in_setting', { setting: environmentSetting.label });

export const openArguments = ({ argumentsSetting }: FailedRun): DiagnosisAction | undefined =>
  argumentsSetting === null ? undefined : { kind: 'open_settings', setting: argumentsSetting.name };

export const openEnvironment = ({ environmentSetting }: FailedRun): DiagnosisAction | undefined =>
  environmentSetting === null ? undefined : { kind: 'open_settings', setting: environmentSetting.name };

export const copyCommand = (command: string | null): DiagnosisAction | undefined =>
  command === null ? undefined : { kind: 'copy_command', command };

export const makeRoom = ({ canMakeRoom }: FailedRun): DiagnosisAction | undefined =>
  canMakeRoom ? { kind: 'make_room' } : undefined;

/** Of a pattern with several forms, the group that one of them has found. */
export const firstOf = (groups: readonly (string | undefined)[]): string | undefined =>
  groups.find((group) => group !== undefined && group !== '');

/** What a GPU has, and who holds it. Undefined where nothing is known of it. */
export function describeMemory(gpu: FailedRunGpu | undefined): Text | undefined {
  if (gpu === undefined) return undefined;
  const { id, name, totalBytes, freeBytes, holders } = gpu;
  const memory =
    totalBytes === undefined
      ? undefined
      : cause('gpu_memory', {
          gpu: id,
          name,
          total: formatBytes(totalBytes),
          ...given('free', freeBytes === undefined ? undefined : formatBytes(freeBytes)),
        });
  const held = holders.map(({ backend, bytes }) =>
    cause('gpu_holder', { backend, size: formatBytes(bytes) }),
  );
  if (held.length === 0) return memory;
  const others = cause('gpu_holders', { holders: held });
  return memory === undefined ? others : cause('gpu_memory_and_holders', { memory, holders: others });
}
