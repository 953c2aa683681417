/** The one table of error codes: the words, the hint, and how each shows over HTTP (contract.md, section 3). */

interface ErrorDefinition {
  /** HTTP status; an operation's own error is 200 with `{error}`. */
  http: number;
  /** `error_id` on the wire, where clients of SwarmUI expect one. */
  errorId?: string;
  message: (details: ErrorDetails) => string;
  hint: string | ((details: ErrorDetails) => string);
}

/** The facts an error's words are made of. Only what the table names is ever shown. */
export interface ErrorDetails {
  name?: string;
  value?: string;
  type?: string;
  expected?: string;
  /** How the backend is called in words, such as `Backend 3 "Flux"`. */
  backend?: string;
  reason?: string;
  path?: string;
  port?: number;
  owner?: string;
  seconds?: number;
}

const define = <T extends Record<string, ErrorDefinition>>(table: T): T => table;

const who = (d: ErrorDetails) => d.backend ?? 'The backend';

export const errorTable = define({
  // --- the call itself
  invalid_session: {
    http: 401,
    errorId: 'invalid_session_id',
    message: () => 'Invalid or expired session ID.',
    hint: 'Call GetNewSession and try again.',
  },
  missing_session: {
    http: 400,
    errorId: 'basic_api',
    message: () => 'No session ID was given.',
    hint: 'Call GetNewSession first, then send its session_id in the body or in the header X-Session-ID.',
  },
  bad_body: {
    http: 400,
    errorId: 'basic_api',
    message: (d) => `The request body cannot be used: ${d.reason ?? 'it is not a JSON object'}.`,
    hint: 'Send a JSON object with the content type application/json.',
  },
  body_too_large: {
    http: 400,
    errorId: 'basic_api',
    message: (d) => `The request body is too large (limit: ${d.expected ?? '1 MB'}).`,
    hint: 'Send less in one call.',
  },
  bad_route: {
    http: 400,
    errorId: 'bad_route',
    message: (d) => `Unknown API route: ${d.name ?? ''}`,
    hint: 'The operations are listed in /openapi.json.',
  },
  bad_permissions: {
    http: 400,
    errorId: 'bad_permissions',
    message: (d) => `This session may not call ${d.name ?? 'this operation'}.`,
    hint: 'Use a token with the permission for it.',
  },
  internal_error: {
    http: 400,
    errorId: 'internal_error',
    message: (d) => `Something went wrong inside Switchyard while it handled ${d.name ?? 'the call'}.`,
    hint: 'The details are in the program log. Please report it.',
  },
  wrong_method: {
    http: 405,
    errorId: 'bad_route',
    message: (d) => `${d.name ?? 'This route'} is an operation: call it with POST.`,
    hint: 'Send the parameters as a JSON body.',
  },
  unauthorized: {
    http: 401,
    errorId: 'unauthorized',
    message: () => 'This address needs a token.',
    hint: 'Open the address that the program printed when it started, or send the header Authorization: Bearer <token>.',
  },
  forbidden_host: {
    http: 421,
    errorId: 'forbidden_host',
    message: () => 'This server does not answer to that host name.',
    hint: 'Use the address that the program printed when it started.',
  },
  forbidden_origin: {
    http: 403,
    errorId: 'forbidden_origin',
    message: () => 'Calls from other web sites are refused.',
    hint: 'Open the panel under the address that the program printed when it started.',
  },
  wrong_content_type: {
    http: 400,
    errorId: 'basic_api',
    message: () => 'The request body must be JSON (content type application/json).',
    hint: 'Send the header Content-Type: application/json.',
  },
  // --- parameters
  missing_parameter: {
    http: 200,
    message: (d) => `Missing required parameter '${d.name}'`,
    hint: 'Send the parameter.',
  },
  invalid_parameter: {
    http: 200,
    message: (d) => `Invalid value '${d.value}' for parameter '${d.name}', must be type '${d.type}'`,
    hint: 'Send a value of that type.',
  },
  // --- the registry
  settings_locked: {
    http: 200,
    message: () => 'Settings are locked.',
    hint: 'Unlock them in Preferences, or start the program without --lock-settings.',
  },
  invalid_backend_type: {
    http: 200,
    message: (d) => `Invalid backend type: ${d.name}`,
    hint: 'ListBackendTypes names the types there are.',
  },
  invalid_backend_id: {
    http: 200,
    message: (d) => `Invalid backend ID ${d.value}`,
    hint: 'It may have been deleted meanwhile.',
  },
  child_backend: {
    http: 200,
    message: (d) => `${who(d)} runs on another instance and cannot be changed from here.`,
    hint: 'Change it in the panel of that instance. Its memory can be freed from here.',
  },
  backend_id_in_use: {
    http: 200,
    message: (d) => `Backend ID ${d.value} is already in use.`,
    hint: 'Choose another number.',
  },
  invalid_new_id: {
    http: 200,
    message: (d) => `Backend ID ${d.value} cannot be given to a backend.`,
    hint: 'Choose a whole number from 0 to 999999 that no backend has or had.',
  },
  missing_settings: { http: 200, message: () => 'Missing settings.', hint: 'Send settings: {…}.' },
  unknown_setting: {
    http: 200,
    message: (d) => `The backend type '${d.type}' has no setting '${d.name}'.`,
    hint: 'ListBackendTypes names the settings there are. Nothing was changed.',
  },
  invalid_setting: {
    http: 200,
    message: (d) => `${d.name} cannot be '${d.value}': it must be ${d.expected}.`,
    hint: 'Nothing was changed.',
  },
  secret_would_move: {
    http: 200,
    message: (d) =>
      `${d.value} now names another server, and the stored ${d.name} must not be sent there unseen.`,
    hint: (d) => `Type the ${d.name} for the new server again, or empty it. Nothing was changed.`,
  },
  invalid_title: {
    http: 200,
    message: () => 'A title has at most 200 characters.',
    hint: 'Choose a shorter one. Nothing was changed.',
  },
  invalid_tags: {
    http: 200,
    message: (d) => `A backend can have ${d.expected}.`,
    hint: 'Choose fewer or shorter ones. Nothing was changed.',
  },
  invalid_order: {
    http: 200,
    message: (d) => `Backend ID ${d.value} stands twice in the order.`,
    hint: 'Name each backend once. Nothing was changed.',
  },
  not_restorable: {
    http: 200,
    message: (d) => `Backend ${d.value} cannot be brought back: it is not among the recently deleted ones.`,
    hint: 'Add a new one instead.',
  },
  nothing_to_retry: {
    http: 200,
    message: (d) => `${who(d)} is not waiting to be started again.`,
    hint: 'Its card shows its present state.',
  },
  store_failed: {
    http: 200,
    message: (d) => `The change could not be saved: ${d.reason}.`,
    hint: 'Nothing was changed. Look whether the disk is full or the data directory is read-only.',
  },
  shutting_down: {
    http: 200,
    message: () => 'Switchyard is shutting down.',
    hint: 'Start it again and repeat the call.',
  },
  folder_unreadable: {
    http: 200,
    message: (d) => `The folder ${d.path} cannot be read: ${d.reason}.`,
    hint: 'Choose another folder.',
  },
  // --- import and export
  import_unreadable: {
    http: 200,
    message: (d) => `The file cannot be imported: ${d.reason}.`,
    hint: 'Choose the file Data/Backends.fds of SwarmUI, or one that Switchyard exported. Nothing was changed.',
  },
  import_newer: {
    http: 200,
    message: () => 'The file was exported by a newer version of Switchyard.',
    hint: 'Install that version here as well. Nothing was changed.',
  },
  import_changed: {
    http: 200,
    message: () => 'The file was changed after it was exported, so its secrets are not used.',
    hint: 'Export it again, or import it without its secrets. Nothing was changed.',
  },
  passphrase_needed: {
    http: 200,
    message: () => 'The secrets in this file are encrypted with a passphrase.',
    hint: 'Give the passphrase it was exported with, or import it without its secrets. Nothing was changed.',
  },
  passphrase_wrong: {
    http: 200,
    message: () => 'This is not the passphrase that the file was exported with.',
    hint: 'Try again, or import it without its secrets. Nothing was changed.',
  },
  passphrase_too_short: {
    http: 200,
    message: (d) => `The passphrase is too short: it needs ${d.value} characters or more.`,
    hint: 'Several words in a row are easy to keep in mind and hard to guess.',
  },
  // --- the program's own settings
  not_available_here: {
    http: 200,
    message: (d) => `${d.name} is not available in this way of running Switchyard.`,
    hint: 'It belongs to the desktop app.',
  },
  preference_not_applied: {
    http: 200,
    message: (d) => `${d.name} could not be changed: ${d.reason}.`,
    hint: (d) => d.expected ?? 'Nothing was changed.',
  },
  // --- starting and running a worker
  secret_unreadable: {
    http: 200,
    message: (d) => `${who(d)} cannot start: its ${d.name} was encrypted and cannot be read here.`,
    hint: (d) =>
      `Type the ${d.name} in its settings again. It was encrypted for another user, another computer, or by the desktop app.`,
  },
  setting_required: {
    http: 200,
    message: (d) => `${who(d)} cannot start: ${d.name} is empty.`,
    hint: (d) => `Open its settings and fill in ${d.name}.`,
  },
  path_not_found: {
    http: 200,
    message: (d) => `${who(d)} cannot start: there is no ${d.expected ?? 'file'} at ${d.path}.`,
    hint: (d) =>
      `Correct ${d.name ?? 'the path'} in its settings; a moved or unmounted disk is a common cause.`,
  },
  path_not_readable: {
    http: 200,
    message: (d) => `${who(d)} cannot start: ${d.path} cannot be read (${d.reason}).`,
    hint: 'Check the permissions of the file and of the folders above it.',
  },
  wrong_kind_of_path: {
    http: 200,
    message: (d) => `${who(d)} cannot start: ${d.path} is not a ${d.expected}.`,
    hint: (d) => `Correct ${d.name ?? 'the path'} in its settings.`,
  },
  command_not_found: {
    http: 200,
    message: (d) => `${who(d)} cannot start: there is no program '${d.path}'.`,
    hint: 'Give the full path of the program, or install it so that it is on the PATH.',
  },
  command_not_executable: {
    http: 200,
    message: (d) => `${who(d)} cannot start: ${d.path} may not be run as a program (${d.reason}).`,
    hint: 'Mark the file as executable (chmod +x), or name the interpreter as Command and the script as its argument.',
  },
  python_not_found: {
    http: 200,
    message: (d) =>
      `${who(d)} cannot start: there is no Python for it, neither in ${d.path} nor among the programs of this machine.`,
    hint: 'Make a virtual environment named venv in that folder and install the packages of its requirements.txt into it, or install Python 3.',
  },
  python_module_missing: {
    http: 200,
    message: (d) => `${who(d)} cannot start: its Python has no package named '${d.name}'.`,
    hint: (d) =>
      `Activate the virtual environment beside ${d.path}, or make one named venv there, and run "pip install -r requirements.txt"${d.name?.startsWith('torch') ? '; install the torch that fits your graphics card first (pytorch.org)' : ''}.`,
  },
  not_comfyui: {
    http: 200,
    message: (d) => `${who(d)} cannot start: ${d.path} is not ComfyUI (${d.reason}).`,
    hint: 'Choose main.py in the folder of ComfyUI as its start script. For another program, use the type Any program.',
  },
  gpu_not_usable: {
    http: 200,
    message: (d) => `${who(d)} cannot start: its Python cannot use the graphics card (${d.reason}).`,
    hint: 'Install the torch that fits your card (pytorch.org) and its driver, correct GPUs in its settings, or add --cpu to its arguments.',
  },
  arguments_unknown: {
    http: 200,
    message: (d) => `${who(d)} cannot start: this version does not know the arguments ${d.value}.`,
    hint: 'Correct its arguments, update it, or turn on Only my arguments in its settings.',
  },
  not_a_model: {
    http: 200,
    message: (d) => `${who(d)} cannot load ${d.path}: it is not a GGUF model.`,
    hint: 'Choose a file whose name ends in .gguf; safetensors and PyTorch files have to be converted first. A download may have been cut off.',
  },
  model_failed: {
    http: 200,
    message: (d) => `${who(d)} cannot load the model: ${d.reason}.`,
    hint: 'Try a smaller ContextSize or fewer GPULoadLayers; the log has the details.',
  },
  invalid_setting_at_start: {
    http: 200,
    message: (d) => `${who(d)} cannot start: ${d.name} ${d.reason}.`,
    hint: (d) => `Correct ${d.name} in its settings.`,
  },
  port_in_use: {
    http: 200,
    message: (d) =>
      `${who(d)} cannot start: port ${d.port} is already in use${d.owner ? ` by ${d.owner}` : ''}.`,
    hint: 'Stop that program, or choose another port. {PORT} in the arguments takes a free one by itself.',
  },
  port_taken_by_other: {
    http: 200,
    message: (d) =>
      `${who(d)} did not open port ${d.port}: another program${d.owner ? ` (${d.owner})` : ''} answers there.`,
    hint: 'Stop that program, or let the worker use {PORT}.',
  },
  start_timeout: {
    http: 200,
    message: (d) => `${who(d)} was not ready within ${d.seconds} s.`,
    hint: 'Its log shows how far it came. If it just needs longer, raise the start time-out in its settings.',
  },
  exited_before_ready: {
    http: 200,
    message: (d) => `${who(d)} ended before it was ready (${d.reason}).`,
    hint: 'The last lines of its log usually name the cause.',
  },
  crashed: {
    http: 200,
    message: (d) => `${who(d)} stopped by itself (${d.reason}).`,
    hint: 'The last lines of its log usually name the cause.',
  },
  spawn_failed: {
    http: 200,
    message: (d) => `${who(d)} could not be started: ${d.reason}.`,
    hint: 'The program log has the details.',
  },
  start_failed: {
    http: 200,
    message: (d) => `${who(d)} could not be started: ${d.reason}.`,
    hint: 'Its log shows how far it came.',
  },
  contact_lost: {
    http: 200,
    message: (d) => `${who(d)} does not answer any more (${d.reason}).`,
    hint: 'It is asked again until it answers.',
  },
  no_contact: {
    http: 200,
    message: (d) => `${who(d)} cannot be reached at ${d.path} (${d.reason}).`,
    hint: 'Look whether it is switched on there and whether the address is right. It is asked again until it answers.',
  },
  access_refused: {
    http: 200,
    message: (d) => `${who(d)} is refused by ${d.path} (${d.value}).`,
    hint: 'It wants other credentials: correct the Authorization header, or the other headers, in its settings.',
  },
  wrong_engine: {
    http: 200,
    message: (d) => `${who(d)} does not find ${d.expected} at ${d.path}: ${d.reason}.`,
    hint: (d) =>
      `Another program may have that address. Correct the address, or choose the type for what answers there. It is asked again until ${d.expected} answers.`,
  },
  connected_to_itself: {
    http: 200,
    message: (d) => `${who(d)} is connected to this very Switchyard.`,
    hint: 'Correct its Address: it must be that of another instance.',
  },
  remote_error: {
    http: 200,
    message: (d) => `${who(d)}: the instance there says: ${d.reason}`,
    hint: 'Look into the panel of that instance.',
  },
  crash_loop: {
    http: 200,
    message: (d) =>
      `${who(d)} failed ${d.value} times in a row, so it was not started again. Last: ${d.reason}`,
    hint: 'Correct the cause, then press Restart.',
  },
  unknown_type_in_store: {
    http: 200,
    message: (d) => `${who(d)} has the type '${d.type}', which this version does not know.`,
    hint: 'Its settings are kept. Install the version that wrote it, or delete it.',
  },
  gpu_not_found: {
    http: 200,
    message: (d) => `${who(d)} is to run on ${d.name}, which is not there. There are: ${d.expected}.`,
    hint: 'Choose its graphics cards anew in its settings.',
  },
  gpu_excluded: {
    http: 200,
    message: (d) => `${who(d)} is to run on ${d.name}, which Preferences exclude.`,
    hint: 'Choose another graphics card for it, or take the exclusion back in Preferences.',
  },
  every_gpu_excluded: {
    http: 200,
    message: (d) => `${who(d)} has no graphics card chosen, and Preferences exclude all of them.`,
    hint: 'Take an exclusion back in Preferences, or choose a graphics card for it.',
  },
  no_room_awaited: {
    http: 200,
    message: (d) => `${who(d)} does not wait for room.`,
    hint: 'It may have started meanwhile.',
  },
  free_memory_failed: {
    http: 200,
    message: (d) => `${who(d)} could not free its memory: ${d.reason}.`,
    hint: 'Restarting it frees everything.',
  },
});

export type ErrorCode = keyof typeof errorTable;

/** An error as data: what crosses IPC, HTTP and the event stream. */
export interface ErrorReply {
  code: ErrorCode;
  message: string;
  hint: string;
  errorId?: string;
  http: number;
}

/** The only error class that is meant to be shown: everything else becomes `internal_error`. */
export class SwitchyardError extends Error {
  readonly code: ErrorCode;
  readonly hint: string;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}, options?: { cause?: unknown }) {
    const definition: ErrorDefinition = errorTable[code];
    super(definition.message(details), options);
    this.name = 'SwitchyardError';
    this.code = code;
    this.details = details;
    this.hint = typeof definition.hint === 'string' ? definition.hint : definition.hint(details);
  }

  toReply(): ErrorReply {
    const definition: ErrorDefinition = errorTable[this.code];
    const reply: ErrorReply = {
      code: this.code,
      message: this.message,
      hint: this.hint,
      http: definition.http,
    };
    if (definition.errorId !== undefined) reply.errorId = definition.errorId;
    return reply;
  }
}

/** What was thrown, in its own words; anything can be thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The code of an error of the system or of ours, such as `ENOENT`; empty where it has none. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

/** Makes a forgotten case of a union a compile error. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
