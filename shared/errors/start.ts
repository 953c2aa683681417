/**
 * Errors that prevent the start of a backend. `backend` is its display name, `name` the label of a setting, and `owner` a
 * program with its PID.
 */
import { explainProgram } from '../settings/command-line.ts';
import { operationError } from './definition.ts';

type ReadyProblem = 'tls' | 'plain' | 'path' | 'redirect' | 'elsewhere' | 'garbage';

/** For a type that knows its engine's address from its arguments. */
const READY_HINTS: Record<ReadyProblem, string> = {
  tls: 'Something else than its arguments switches TLS on, so Switchyard cannot know: name key and certificate in its arguments, or switch TLS off.',
  plain:
    'Its arguments name a key and a certificate, and it does not use them: look into its log, or leave them out.',
  path: 'Choose the type for what answers there, or take out of its arguments and settings what changes its paths.',
  redirect: 'Take out of its arguments and settings what sends calls on, such as a path, a login or TLS.',
  elsewhere:
    'Something else than its arguments sets its address: name host and port in its arguments, or leave them to Switchyard.',
  garbage: 'Choose the type for what was started there, and look into its log.',
};

function readyAddressHint(setting: string, problem: ReadyProblem, url: string): string {
  if (problem === 'path')
    return `Correct ${setting} in its settings: it must be a page that it answers without an error.`;
  if (problem === 'garbage')
    return `Correct ${setting} in its settings. For a program that speaks no http, leave it and the health address empty: it is then ready when it opens {PORT}.`;
  if (problem === 'elsewhere')
    return `Write {PORT} where its arguments or variables name its port, or write ${url} into ${setting} in its settings.`;
  return `Write ${url} into ${setting} in its settings, and correct its other addresses alike.`;
}

/** `advice` takes the place of the hint. */
export interface ModelFileDetails {
  backend: string;
  path: string;
  reason: string;
  advice?: string | undefined;
}

const leftRunning = (left: string | undefined): string =>
  left === undefined || left === '' ? '' : `; it has left ${left} running, which was ended`;

/** Of the diagnosis: its title, which is a sentence without a full stop, and its remedy. */
export interface KnownCause {
  cause?: string | undefined;
  remedy?: string | undefined;
}

export const causeText = (cause: string | undefined): string => (cause === undefined ? '' : ` ${cause}.`);

/** @param reason how it ended, as describeExit formats it */
export const exitHint = (reason: string): string =>
  reason === 'exit code 0' ? ENDED_WITHOUT_ERROR : 'The last lines of its log usually name the cause.';

const ENDED_WITHOUT_ERROR =
  'Where it goes on in the background, start it in the foreground: what leaves its starter cannot be supervised. Leave out what sends it away (-d, --daemon, nohup … &, docker run -d), name the program itself instead of its service (systemctl start, brew services), and end a copy that runs already, to which some programs hand over. Otherwise the last lines of its log usually name the cause.';

export const startErrors = {
  secret_unreadable: operationError<{ backend: string; name: string }>({
    message: ({ backend, name }) =>
      `${backend} cannot start: its ${name} was encrypted and cannot be read here.`,
    hint: ({ name }) =>
      `Type the ${name} in its settings again. It was encrypted for another user, another computer, or by the desktop app.`,
  }),
  setting_required: operationError<{ backend: string; name: string }>({
    message: ({ backend, name }) => `${backend} cannot start: ${name} is empty.`,
    hint: ({ name }) => `Open its settings and fill in ${name}.`,
  }),
  path_not_found: operationError<{
    backend: string;
    name: string;
    path: string;
    expected: 'file' | 'folder';
  }>({
    message: ({ backend, expected, path }) => `${backend} cannot start: there is no ${expected} at ${path}.`,
    hint: ({ name }) => `Correct ${name} in its settings; a moved or unmounted disk is a common cause.`,
  }),
  path_not_readable: operationError<{ backend: string; path: string; reason: string }>({
    message: ({ backend, path, reason }) => `${backend} cannot start: ${path} cannot be read (${reason}).`,
    hint: 'Check the permissions of the file and of the folders above it.',
  }),
  path_not_answering: operationError<{ backend: string; path: string; seconds: number }>({
    message: ({ backend, path, seconds }) =>
      `${backend} cannot start: ${path} did not answer within ${seconds} s.`,
    hint: 'Is it on a drive that is not connected? Connect it, or choose another path in the settings.',
  }),
  wrong_kind_of_path: operationError<{
    backend: string;
    name: string;
    path: string;
    expected: 'file' | 'folder';
  }>({
    message: ({ backend, path, expected }) => `${backend} cannot start: ${path} is not a ${expected}.`,
    hint: ({ name }) => `Correct ${name} in its settings.`,
  }),
  command_not_found: operationError<{ backend: string; command: string }>({
    message: ({ backend, command }) => `${backend} cannot start: there is no program '${command}'.`,
    hint: ({ command }) =>
      explainProgram(command, { isMissing: true }) ??
      'Give the full path of the program, or install it so that it is on the PATH.',
  }),
  command_not_executable: operationError<{ backend: string; path: string; reason: string }>({
    message: ({ backend, path, reason }) =>
      `${backend} cannot start: ${path} may not be run as a program (${reason}).`,
    hint: 'Name the interpreter as Command and the script as its argument. On Linux and macOS, marking the file as executable (chmod +x) does it too.',
  }),
  python_not_found: operationError<{ backend: string; folder: string }>({
    message: ({ backend, folder }) =>
      `${backend} cannot start: there is no Python for it, neither in ${folder} nor among the programs of this machine.`,
    hint: 'Make a virtual environment named venv in that folder and install the packages of its requirements.txt into it, or name its Python in its settings.',
  }),
  /** `folder` has the requirements.txt. `python`: the path of its Python; left out for the Python of the system. */
  python_module_missing: operationError<{
    backend: string;
    module: string;
    folder: string;
    python?: string;
  }>({
    message: ({ backend, module }) => `${backend} cannot start: its Python has no package named '${module}'.`,
    hint: ({ module, folder, python }) => {
      const command = 'pip install -r requirements.txt';
      const install =
        python === undefined
          ? `It was run by the Python of the system. Make a virtual environment named venv in ${folder}, or name the Python that has its packages in its settings; with that Python, run "${command}" in that folder`
          : `In ${folder}, run: ${/\s/.test(python) ? `"${python}"` : python} -s -m ${command}`;
      if (module.startsWith('torch'))
        return `${install}. Install the torch that fits your graphics card first (pytorch.org).`;
      return module.startsWith('comfy')
        ? `${install}. An update of ComfyUI by git installs no packages.`
        : `${install}.`;
    },
  }),
  not_comfyui: operationError<{ backend: string; path: string; reason: string }>({
    message: ({ backend, path, reason }) => `${backend} cannot start: ${path} is not ComfyUI (${reason}).`,
    hint: 'Choose main.py in the folder of ComfyUI as its start script. For another program, use the type Any program.',
  }),
  gpu_not_usable: operationError<{ backend: string; reason: string }>({
    message: ({ backend, reason }) =>
      `${backend} cannot start: its Python cannot use the graphics card (${reason}).`,
    hint: 'Install the torch that fits your card (pytorch.org) and its driver, correct GPUs in its settings, or add --cpu to its arguments.',
  }),
  /** `args` as the engine names them; `setting` where only a person gives it arguments that it may not know. */
  arguments_unknown: operationError<{ backend: string; args: string; setting?: string }>({
    message: ({ backend, args }) =>
      `${backend} cannot start: this version does not know the arguments ${args}.`,
    hint: ({ setting }) =>
      setting === undefined
        ? 'Correct its arguments, update it, or turn on Only my arguments in its settings.'
        : `Correct ${setting} in its settings, or update it.`,
  }),
  not_webui: operationError<{ backend: string; path: string; reason: string }>({
    message: ({ backend, path, reason }) =>
      `${backend} cannot start: ${path} is no Stable Diffusion web UI (${reason}).`,
    hint: 'Choose webui.sh (on Windows webui.bat) in the folder of AUTOMATIC1111, Forge or reForge as its start script. For another program, use the type Any program.',
  }),
  webui_not_installed: operationError<{ backend: string; folder: string }>({
    message: ({ backend, folder }) =>
      `${backend} cannot start: the web UI in ${folder} has no Python of its own yet.`,
    hint: 'Run its webui.bat (elsewhere webui.sh) once by hand: it makes the virtual environment venv and installs its packages. Then press Restart.',
  }),
  /** `reason` in the words of webui.sh. */
  webui_script_refused: operationError<{ backend: string; reason: string }>({
    message: ({ backend, reason }) => `${backend} cannot start: its webui.sh refuses: ${reason}.`,
    hint: ({ reason }) =>
      reason.includes('root')
        ? 'Switchyard runs as root here. Run it as another user, or allow it by -f among More arguments.'
        : 'Run webui.sh in a terminal until it starts there, then press Restart.',
  }),
  webui_gpu_not_usable: operationError<{ backend: string; reason: string }>({
    message: ({ backend, reason }) =>
      `${backend} cannot start: its Python cannot use the graphics card (${reason}).`,
    hint: 'Install the torch that fits your card and its driver, or correct GPUs in its settings. To use the processor, add --skip-torch-cuda-test and --always-cpu (AUTOMATIC1111: --use-cpu all --no-half) to its arguments.',
  }),
  webui_module_missing: operationError<{ backend: string; module: string; folder: string }>({
    message: ({ backend, module }) => `${backend} cannot start: its Python has no package named '${module}'.`,
    hint: ({ folder }) =>
      `A web UI installs its packages at its start: leave --skip-install out of its arguments. Where that does not help, install requirements_versions.txt in ${folder} with the pip of its venv.`,
  }),
  /** `reason` in the words of the web UI. */
  webui_install_failed: operationError<{ backend: string; reason: string }>({
    message: ({ backend, reason }) => `${backend} could not install what the web UI needs: ${reason}.`,
    hint: 'It downloads packages at its first start: look whether this machine is connected, and whether its Python is 3.10 or 3.11. The log has the details.',
  }),
  /** `reason` in the words of Python. */
  webui_failed: operationError<{ backend: string; reason: string }>({
    message: ({ backend, reason }) => `${backend} ended before it was ready: ${reason}`,
    hint: 'The lines before it in the log name the cause. Run its start script in a terminal to see more.',
  }),
  /** `reason` is the error of its web server, in the words of Python. */
  webui_server_failed: operationError<{ backend: string; reason: string }>({
    message: ({ backend, reason }) =>
      `${backend} was ended, because its web server failed at the start and it would never have answered: ${reason}`,
    hint: ({ reason }) =>
      reason.includes('localhost is not accessible')
        ? 'A proxy is between it and itself: add NO_PROXY=localhost,127.0.0.1 to its environment variables.'
        : 'The last lines of its log name the cause.',
  }),
  /** `reason` completes the sentence "it …"; `advice` takes the place of the hint. */
  not_a_model: operationError<ModelFileDetails>({
    message: ({ backend, path, reason }) => `${backend} cannot load ${path}: it ${reason}.`,
    hint: ({ advice }) =>
      advice ??
      'Choose a file whose name ends in .gguf; safetensors and PyTorch files have to be converted first. A download may have been cut off.',
  }),
  /** `reason` completes the sentence "<path> …"; `advice` takes the place of the hint. */
  model_damaged: operationError<ModelFileDetails>({
    message: ({ backend, path, reason }) => `${backend} cannot load its model: ${path} ${reason}.`,
    hint: ({ advice }) =>
      advice ??
      'Download or copy it again, with all its parts if it has several, and compare the size with the one at its source.',
  }),
  /** `reason` completes the sentence "<path> …"; `advice` takes the place of the hint. */
  model_unsupported: operationError<ModelFileDetails>({
    message: ({ backend, path, reason }) => `${backend} cannot load its model: ${path} ${reason}.`,
    hint: ({ advice }) =>
      advice ??
      'Choose another file in its settings: most publishers offer current GGUF files, and llama.cpp has scripts that convert models.',
  }),
  model_failed: operationError<{ backend: string; reason: string }>({
    message: ({ backend, reason }) => `${backend} cannot load the model: ${reason}.`,
    hint: 'The last lines of its log usually name the cause.',
  }),
  /** The engine itself refused a model whose file looks right. `reason` is in the engine's words. */
  model_refused: operationError<{ backend: string; reason: string }>({
    message: ({ backend, reason }) => `${backend} cannot load its model: ${reason}.`,
    hint: 'A newer version of the program may know this model; otherwise choose another file in its settings. The log has the details.',
  }),
  not_enough_memory: operationError<{ backend: string; part: 'model' | 'context' }>({
    message: ({ backend, part }) =>
      `${backend} cannot start: there is not enough memory for ${part === 'model' ? 'its model' : 'the context of its model'}.`,
    hint: ({ part }) =>
      part === 'model'
        ? 'Free memory of other backends, or choose a smaller model or a smaller quantization of it.'
        : 'Make Context size smaller in its settings, or answer fewer requests at the same time.',
  }),
  /** `reason` completes the sentence "<argument>, …"; `setting` is the label of the setting from which the argument follows. */
  engine_refused_argument: operationError<{
    backend: string;
    argument: string;
    setting: string;
    reason: string;
  }>({
    message: ({ backend, argument, reason }) =>
      `${backend} cannot start: its program refuses the argument ${argument}, ${reason}.`,
    hint: ({ setting }) => `Correct ${setting} in its settings, or update the program.`,
  }),
  /** `reason` completes the sentence "<name> …". */
  invalid_setting_at_start: operationError<{ backend: string; name: string; reason: string }>({
    message: ({ backend, name, reason }) => `${backend} cannot start: ${name} ${reason}.`,
    hint: ({ name }) => `Correct ${name} in its settings.`,
  }),
  /** `advice` says how it gets a free port, in a whole sentence. */
  port_in_use: operationError<{ backend: string; port: number; owner?: string; advice?: string }>({
    message: ({ backend, port, owner }) =>
      `${backend} cannot start: port ${port} is already in use${owner ? ` by ${owner}` : ''}.`,
    hint: ({ advice }) =>
      `Stop that program, or choose another port.${advice === undefined ? '' : ` ${advice}`}`,
  }),
  /** `advice` as in `port_in_use`. */
  port_taken_by_other: operationError<{ backend: string; port: number; owner?: string; advice?: string }>({
    message: ({ backend, port, owner }) =>
      `${backend} did not open port ${port}: another program${owner ? ` (${owner})` : ''} answers there.`,
    hint: ({ advice }) =>
      `Stop that program, or choose another port.${advice === undefined ? '' : ` ${advice}`}`,
  }),
  /** `reason` is a sentence; `addressSetting` and `keySetting` are the labels of settings that the type has. */
  ready_needs_credentials: operationError<{
    backend: string;
    reason: string;
    status: number;
    wants: 'key' | 'login';
    addressSetting?: string;
    keySetting?: string;
  }>({
    message: ({ backend, reason, wants }) =>
      `${backend} runs, but is closed to Switchyard: ${reason}. It wants a ${wants}.`,
    hint: ({ addressSetting, keySetting, wants }) =>
      [
        ...(keySetting === undefined
          ? []
          : wants === 'key'
            ? [`Put its key into ${keySetting} in its settings.`]
            : [`Put its login into ${keySetting} in its settings: Basic, and user:password in base64.`]),
        ...(addressSetting === undefined
          ? []
          : [`Write into ${addressSetting} a page that it answers without a ${wants}.`]),
        `Where only this machine can reach it, it can be started without the ${wants}.`,
      ].join(' '),
  }),
  /** `reason` is a sentence; `url` is where it answers, or sends on to; `addressSetting` as above. */
  ready_answer_wrong: operationError<{
    backend: string;
    reason: string;
    problem: ReadyProblem;
    url: string;
    addressSetting?: string;
  }>({
    message: ({ backend, reason }) => `${backend} runs, but cannot be used as it is set: ${reason}.`,
    hint: ({ addressSetting, problem, url }) =>
      addressSetting === undefined ? READY_HINTS[problem] : readyAddressHint(addressSetting, problem, url),
  }),
  /** `answer` is what it answered last, and completes "it …". */
  start_timeout: operationError<{ backend: string; seconds: number; answer?: string }>({
    message: ({ answer, backend, seconds }) =>
      `${backend} was not ready within ${seconds} s${answer === undefined ? '' : `: it ${answer}`}.`,
    hint: 'Its log shows how far it came. If it just needs longer, raise the start time-out in its settings.',
  }),
  /** `answer` is what it answered last, and completes "it …". `cause` and `remedy` as in `crashed`. */
  exited_before_ready: operationError<
    { backend: string; reason: string; answer?: string; left?: string } & KnownCause
  >({
    message: ({ answer, backend, cause, left, reason }) =>
      `${backend} ended before it was ready (${reason})${answer === undefined ? '' : `; before that, it ${answer}`}${leftRunning(left)}.${causeText(cause)}`,
    hint: ({ reason, remedy }) => remedy ?? exitHint(reason),
  }),
  /** `left` names the processes that it has left running; empty where none was found. */
  went_to_background: operationError<{ backend: string; advice: string; left: string }>({
    message: ({ backend, left }) =>
      `${backend} went to the background, where it cannot be supervised: its program ended at once, with exit code 0${leftRunning(left)}.`,
    hint: ({ advice }) => `Start it in the foreground. ${advice}`,
  }),
  earlier_copy_runs: operationError<{
    backend: string;
    program: string;
    port: number;
    command: string | null;
  }>({
    message: ({ backend, program, port }) =>
      `${backend} is not started beside an earlier copy of itself: ${program} listens on port ${port}, which an earlier start of it was given, and has left its starter and cleared its environment.`,
    hint: ({ command }) =>
      `End it${command === null ? '' : `, for example with "${command}"`}, if it is what that start has left, and have the program run in the foreground. Switchyard ends no process that it cannot prove to be its own.`,
  }),
  spawn_failed: operationError<{ backend: string; reason: string }>({
    message: ({ backend, reason }) => `${backend} could not be started: ${reason}.`,
    hint: 'The program log has the details.',
  }),
  start_failed: operationError<{ backend: string; reason: string }>({
    message: ({ backend, reason }) => `${backend} could not be started: ${reason}.`,
    hint: 'Its log shows how far it came.',
  }),
  unknown_type_in_store: operationError<{ backend: string; type: string }>({
    message: ({ backend, type }) => `${backend} has the type '${type}', which this version does not know.`,
    hint: 'Its settings are kept. Install the version that wrote it, or delete it.',
  }),
  /** `gpu` is what was chosen, `available` names the cards there are. */
  gpu_not_found: operationError<{ backend: string; gpu: string; available: string }>({
    message: ({ backend, gpu, available }) =>
      `${backend} is to run on ${gpu}, which is not there. There are: ${available}.`,
    hint: 'Choose its graphics cards anew in its settings.',
  }),
  gpu_excluded: operationError<{ backend: string; gpu: string }>({
    message: ({ backend, gpu }) => `${backend} is to run on ${gpu}, which Preferences exclude.`,
    hint: 'Choose another graphics card for it, or take the exclusion back in Preferences.',
  }),
  every_gpu_excluded: operationError<{ backend: string }>({
    message: ({ backend }) => `${backend} has no graphics card chosen, and Preferences exclude all of them.`,
    hint: 'Take an exclusion back in Preferences, or choose a graphics card for it.',
  }),
};
