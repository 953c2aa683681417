/** How one start of llama-server follows from its settings. */

import { SwitchyardError } from '../../../shared/errors.ts';
import { startReasonWords } from '../../../shared/words/en/errors/start-reasons.ts';
import { texts } from '../../../shared/words/phrase.ts';
import type { AdapterIo } from '../../core/backend/backend-type.ts';
import { commonSettings } from '../../core/backend/common-settings.ts';
import { foldNames } from '../../core/process/spawn/worker-environment.ts';
import { argumentsFromSetting } from '../common/settings/arguments-setting.ts';
import { workerEnvironment } from '../common/settings/environment-setting.ts';
import { assertFullPath, assertPathKind, pathFromSetting } from '../common/settings/path-setting.ts';
import { assertKeySet, keyVariables, withoutKeyArgument } from '../common/settings/worker-key.ts';
import {
  argumentValue,
  environmentOf,
  findApiKey,
  isGiven,
  llamaOptions,
  namesModels,
} from './llama-server-arguments.ts';
import { type LlamaServerSettings, llamaServerLabels as labels } from './llama-server-settings.ts';
import { inspectModelFile, type ModelFile, modelFileError } from './model-file/model-file.ts';

const why = texts(startReasonWords);

export interface StartPlan {
  command: string;
  /** Those that follow from the settings, without host and port. */
  args: string[];
  /** The person's own, without the key, which is in `env`. They come last, so they win. */
  extraArgs: string[];
  env: Record<string, string | undefined>;
  /** A key that it accepts; empty for none. */
  apiKey: string;
  /** What it serves, where a setting names one file. */
  model: ModelFile | null;
  /** Whether it is expected to be a router: what it says itself counts later. */
  isRouter: boolean;
  /** Seconds without a request after which it lets go of its model by itself; null for never. */
  sleepSeconds: number | null;
}

/** With one model, llama-server unloads nothing on request: it lets go of the model by itself where it is told when. */
export const SLEEP_ARGUMENT = '--sleep-idle-seconds';

type Io = Pick<AdapterIo, 'backend' | 'files' | 'gpuEnvironment' | 'log' | 'platform'>;
/** What a person has given by arguments and by variables. */
interface Given {
  extra: readonly string[];
  given: Variables;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** @throws SwitchyardError for settings with which it cannot be started */
export async function planStart(settings: LlamaServerSettings, io: Io): Promise<StartPlan> {
  const { backend, files } = io;
  const command = pathFromSetting(settings.Command);
  if (command === '') throw new SwitchyardError('setting_required', { backend, name: labels.Command });
  const typed = argumentsFromSetting({ text: settings.ExtraArgs, label: labels.ExtraArgs }, backend);
  assertKeySet(typed, settings.ApiKey, backend);
  const extra = withoutKeyArgument(typed);
  const own = workerEnvironment(io, settings.Environment, keyVariables(settings.ApiKey));
  const given = foldNames({ ...process.env, ...own }, io.platform);
  const env = { ...environmentOf(extra, given), ...own };
  const { model, args: models } = await findModels(settings, { extra, given }, io);
  const isRouter = models.includes('--models-dir') || (models.length === 0 && isRouterByItself(extra));
  const sleepSeconds = sleepSecondsOf(settings, extra, isRouter);
  const isOwnSleep = isGiven(llamaOptions.sleepIdleSeconds, extra);
  return {
    command,
    args: [
      ...models,
      ...sizeArguments(settings, { extra, given }),
      ...(sleepSeconds === null || isOwnSleep ? [] : [SLEEP_ARGUMENT, String(sleepSeconds)]),
    ],
    extraArgs: extra,
    model,
    env,
    apiKey: await findApiKey(extra, given, files),
    isRouter,
    sleepSeconds,
  };
}

/** What a person gives by an argument wins over the setting. A router unloads on request, so it need not sleep. */
export function sleepSecondsOf(
  settings: LlamaServerSettings,
  extra: readonly string[],
  isRouter: boolean,
): number | null {
  const own = argumentValue(llamaOptions.sleepIdleSeconds, extra);
  if (own !== null) return Number(own) > 0 ? Number(own) : null;
  const { unloadAfter } = commonSettings(settings);
  return unloadAfter === null || isRouter ? null : Math.round(unloadAfter / 1000);
}

const isRouterByItself = (extra: readonly string[]): boolean =>
  extra.includes('--models-preset') || extra.includes('--models-dir');

/** What it serves, and the arguments that say so: none where the person's own do. @throws SwitchyardError */
async function findModels(
  settings: LlamaServerSettings,
  { extra, given }: Given,
  { backend, files }: Io,
): Promise<{ model: ModelFile | null; args: string[] }> {
  const file = pathFromSetting(settings.ModelPath);
  const folder = pathFromSetting(settings.ModelsDir);
  if (file === '' && folder === '') {
    if (namesModels(extra, given)) return { model: null, args: [] };
    throw new SwitchyardError('setting_required', {
      backend,
      name: why('either', { first: labels.ModelPath, second: labels.ModelsDir }),
    });
  }
  if (file !== '' && folder !== '')
    throw new SwitchyardError('invalid_setting_at_start', {
      backend,
      name: labels.ModelsDir,
      reason: why('emptyWhileOther', { other: labels.ModelPath }),
    });
  const [name, path] = file === '' ? [labels.ModelsDir, folder] : [labels.ModelPath, file];
  assertFullPath(path, { backend, name });
  if (file !== '') {
    const found = await inspectModelFile(file, files);
    if ('problem' in found) throw modelFileError(found.problem, { backend, name, path });
    return { model: found.model, args: ['--model', file, ...purposeArguments(found.model)] };
  }
  await assertPathKind(folder, 'folder', { backend, files, name });
  return { model: null, args: ['--models-dir', folder] };
}

function sizeArguments(
  { ContextSize, GPULayers, MaxUsages }: LlamaServerSettings,
  { extra, given }: Given,
): string[] {
  return [
    ...(ContextSize > 0 ? ['--ctx-size', String(ContextSize)] : []),
    ...(GPULayers >= 0 ? ['--n-gpu-layers', String(GPULayers)] : []),
    ...(isGiven(llamaOptions.parallel, extra, given) ? [] : ['--parallel', String(MaxUsages)]),
  ];
}

/** The mode in which it serves a model that generates no text. It serves nothing else then. */
function purposeArguments({ purpose, isPoolingKnown }: ModelFile): string[] {
  switch (purpose) {
    case 'text':
      return [];
    case 'ranking':
      return ['--reranking'];
    case 'embeddings':
      // Without a way of pooling it answers every request of OpenAI's API with an error.
      return ['--embedding', ...(isPoolingKnown ? [] : ['--pooling', 'mean'])];
  }
}
