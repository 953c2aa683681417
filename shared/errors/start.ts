/**
 * Errors that prevent the start of a backend. `backend` is its display name, `name` the label of a setting, and `owner` a
 * program with its PID.
 */
import { explainProgram } from '../settings/command-line.ts';
import { englishOf, type HostText } from '../words/phrase.ts';
import { operationError } from './definition.ts';

type ReadyProblem = 'tls' | 'plain' | 'path' | 'redirect' | 'elsewhere' | 'garbage';

/** `advice` takes the place of the hint. */
export interface ModelFileDetails {
  backend: string;
  path: string;
  reason: HostText;
  advice?: HostText | undefined;
}

/** Of the diagnosis: its title, which is a sentence without a full stop, and its remedy. */
export interface KnownCause {
  cause?: HostText | undefined;
  remedy?: HostText | undefined;
}

export interface ExitKind {
  exit: 'zero' | 'other';
}

/** `reason`: how it ended, as describeExit formats it. */
export const exitKind = ({ reason }: { reason: HostText }): ExitKind => ({
  exit: englishOf(reason) === 'exit code 0' ? 'zero' : 'other',
});

export const startErrors = {
  secret_unreadable: operationError<{ backend: string; name: HostText }>(),
  setting_required: operationError<{ backend: string; name: HostText }>(),
  path_not_found: operationError<{
    backend: string;
    name: HostText;
    path: string;
    expected: 'file' | 'folder';
  }>(),
  path_not_readable: operationError<{ backend: string; path: string; reason: HostText }>(),
  path_not_answering: operationError<{ backend: string; path: string; seconds: number }>(),
  wrong_kind_of_path: operationError<{
    backend: string;
    name: HostText;
    path: string;
    expected: 'file' | 'folder';
  }>(),
  command_not_found: operationError<
    { backend: string; command: string },
    { advice: HostText; hasAdvice: 'yes' | 'no' }
  >(({ command }) => {
    const advice = explainProgram(command, { isMissing: true });
    return { advice: advice ?? '', hasAdvice: advice === null ? 'no' : 'yes' };
  }),
  command_not_executable: operationError<{ backend: string; path: string; reason: HostText }>(),
  python_not_found: operationError<{ backend: string; folder: string }>(),
  /** `folder` has the requirements.txt. `python`: the path of its Python; left out for the Python of the system. */
  python_module_missing: operationError<
    {
      backend: string;
      module: string;
      folder: string;
      python?: string;
    },
    { owner: 'system' | 'own'; python: string; family: 'torch' | 'comfy' | 'other' }
  >(({ module, python }) => ({
    owner: python === undefined ? 'system' : 'own',
    python: python !== undefined && /\s/.test(python) ? `"${python}"` : (python ?? ''),
    family: module.startsWith('torch') ? 'torch' : module.startsWith('comfy') ? 'comfy' : 'other',
  })),
  not_comfyui: operationError<{ backend: string; path: string; reason: HostText }>(),
  gpu_not_usable: operationError<{ backend: string; reason: HostText }>(),
  /** `args` as the engine names them; `setting` where only a person gives it arguments that it may not know. */
  arguments_unknown: operationError<{ backend: string; args: string; setting?: HostText }>(),
  not_webui: operationError<{ backend: string; path: string; reason: HostText }>(),
  webui_not_installed: operationError<{ backend: string; folder: string }>(),
  /** `reason` in the words of webui.sh. */
  webui_script_refused: operationError<{ backend: string; reason: HostText }, { root: 'yes' | 'no' }>(
    ({ reason }) => ({ root: englishOf(reason).includes('root') ? 'yes' : 'no' }),
  ),
  webui_gpu_not_usable: operationError<{ backend: string; reason: HostText }>(),
  webui_module_missing: operationError<{ backend: string; module: string; folder: string }>(),
  /** `reason` in the words of the web UI. */
  webui_install_failed: operationError<{ backend: string; reason: HostText }>(),
  /** `reason` in the words of Python. */
  webui_failed: operationError<{ backend: string; reason: HostText }>(),
  /** `reason` is the error of its web server, in the words of Python. */
  webui_server_failed: operationError<{ backend: string; reason: HostText }, { proxy: 'yes' | 'no' }>(
    ({ reason }) => ({ proxy: englishOf(reason).includes('localhost is not accessible') ? 'yes' : 'no' }),
  ),
  /** `reason` completes the sentence "it …"; `advice` takes the place of the hint. */
  not_a_model: operationError<ModelFileDetails>(),
  /** `reason` completes the sentence "<path> …"; `advice` takes the place of the hint. */
  model_damaged: operationError<ModelFileDetails>(),
  /** `reason` completes the sentence "<path> …"; `advice` takes the place of the hint. */
  model_unsupported: operationError<ModelFileDetails>(),
  model_failed: operationError<{ backend: string; reason: HostText }>(),
  /** The engine itself refused a model whose file looks right. `reason` is in the engine's words. */
  model_refused: operationError<{ backend: string; reason: HostText }>(),
  not_enough_memory: operationError<{ backend: string; part: 'model' | 'context' }>(),
  /** `reason` completes the sentence "<argument>, …"; `setting` is the label of the setting from which the argument follows. */
  engine_refused_argument: operationError<{
    backend: string;
    argument: string;
    setting: HostText;
    reason: HostText;
  }>(),
  /** `reason` completes the sentence "<name> …". */
  invalid_setting_at_start: operationError<{ backend: string; name: HostText; reason: HostText }>(),
  /** `advice` says how it gets a free port, in a whole sentence. */
  port_in_use: operationError<{ backend: string; port: number; owner?: string; advice?: HostText }>(),
  /** `advice` as in `port_in_use`. */
  port_taken_by_other: operationError<{ backend: string; port: number; owner?: string; advice?: HostText }>(),
  /** `reason` is a sentence; `addressSetting` and `keySetting` are the labels of settings that the type has. */
  ready_needs_credentials: operationError<{
    backend: string;
    reason: HostText;
    status: number;
    wants: 'key' | 'login';
    addressSetting?: HostText;
    keySetting?: HostText;
  }>(),
  /** `reason` is a sentence; `url` is where it answers, or sends on to; `addressSetting` as above. */
  ready_answer_wrong: operationError<
    {
      backend: string;
      reason: HostText;
      problem: ReadyProblem;
      url: string;
      addressSetting?: HostText;
    },
    { placeholder: string }
  >(() => ({ placeholder: '{PORT}' })),
  /** `answer` is what it answered last, and completes "it …". */
  start_timeout: operationError<{ backend: string; seconds: number; answer?: HostText }>(),
  /** `answer` is what it answered last, and completes "it …". `cause` and `remedy` as in `crashed`. */
  exited_before_ready: operationError<
    { backend: string; reason: HostText; answer?: HostText; left?: string } & KnownCause,
    ExitKind
  >(exitKind),
  /** `left` names the processes that it has left running; empty where none was found. */
  went_to_background: operationError<{ backend: string; advice: HostText; left: string }>(),
  earlier_copy_runs: operationError<{
    backend: string;
    program: string;
    port: number;
    command: string | null;
  }>(),
  spawn_failed: operationError<{ backend: string; reason: HostText }>(),
  start_failed: operationError<{ backend: string; reason: HostText }>(),
  unknown_type_in_store: operationError<{ backend: string; type: string }>(),
  /** `gpu` is what was chosen, `available` names the cards there are. */
  gpu_not_found: operationError<{ backend: string; gpu: string; available: string }>(),
  gpu_excluded: operationError<{ backend: string; gpu: string }>(),
  every_gpu_excluded: operationError<{ backend: string }>(),
};
