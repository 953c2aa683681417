import { defineArea } from '../../message.ts';

/**
 * What happened, by the code of the error; the values are its details. `hasX` is `yes` where the detail `x` is there. What to
 * do next: error-hints.ts. A text of SwarmUI stays as SwarmUI has it.
 */
export const errorWords = defineArea('errors', {
  // The call itself.
  invalid_session: 'Invalid or expired session ID.',
  missing_session: 'No session ID was given.',
  bad_body: 'Could not read the request body: {reason}.',
  bad_request: 'Could not understand the request: {reason}.',
  body_too_large: 'The request body is too large. The limit is {mebibytes} MiB.',
  bad_route: 'Unknown API route: {name}',
  bad_permissions: 'This session may not call {operation}.',
  key_uses_models_only: 'This API key may send requests to models, and nothing else.',
  internal_error: 'Something went wrong inside Switchyard while it handled {name}.',
  wrong_method: '{path} is an operation: call it with POST.',
  unauthorized: 'This address needs a token.',
  too_many_guesses: 'Too many wrong tokens, codes or keys came from this address.',
  forbidden_host:
    "{hasName, select, yes {This Switchyard does not answer to the name ''{name}''.} other {The request does not say which host it is for.}}",
  forbidden_origin:
    "{hasOrigin, select, yes {This Switchyard refuses calls from ''{origin}'': it does not know that address as its own.} other {Switchyard refuses calls from other web sites.}}",
  wrong_content_type: 'The request body must be JSON (content type application/json).',
  missing_parameter: "Missing required parameter ''{name}''",
  invalid_parameter: "Invalid value ''{value}'' for parameter ''{name}'', must be type ''{type}''",

  // The list of backends and their settings.
  settings_locked: 'Settings are locked.',
  invalid_backend_type: 'Invalid backend type: {type}',
  invalid_backend_id: 'Invalid backend ID {id}',
  child_backend: '{backend} runs on another instance. You cannot change it from here.',
  backend_id_in_use: 'Backend ID {id} is already in use.',
  invalid_new_id: 'A backend cannot have the ID {id}.',
  missing_settings: 'Missing settings.',
  unknown_setting: "The backend type ''{type}'' has no setting ''{name}''.",
  invalid_setting: "{name} cannot be ''{value}'': it must be {expected}.",
  secret_in_text: '{from} contains a {what}, and {to} is filled in as well. Only one of them can be used.',
  secret_would_move:
    '{address} now names another server. Switchyard does not send the stored {secret} there unseen.',
  variables_need_confirmation:
    'Nothing was changed yet: {variables} makes the program load foreign code, so please confirm it. Send the call again with "confirm_variables": true.',
  invalid_title: 'A title has at most {max} characters.',
  invalid_tags:
    '{problem, select, tooMany {A backend can have at most {max, number} tags.} other {A tag can have at most {max, number} characters.}}',
  invalid_order: 'Backend ID {id} is twice in the order.',
  not_restorable: 'Could not restore backend {id}: it is not among the recently deleted ones.',
  nothing_to_retry: '{backend} is not waiting to start again.',
  not_scaling: '{backend} does not start instances.',
  no_room_awaited: '{backend} is not waiting for memory.',
  store_failed: 'Could not save the change: {reason}.',
  other_writer: 'Could not save the change: {reason}.',

  // The program.
  shutting_down: 'Switchyard is shutting down.',
  folder_unreadable: 'Could not read the folder {path}: {reason}.',
  not_available_here: '{name} is not available in this way of running Switchyard.',
  not_ended_by_calls: 'This Switchyard is a desktop app. A call cannot quit it.',
  no_file_manager: 'Could not show the folder of {file}: Switchyard runs without a desktop here.',
  gateway_off: 'The gateway is off, so nothing can be opened through it.',
  gateway_not_reachable:
    'The pages of backends are at the address of the gateway, and no address is known that leads to it from {page}: its port {port} answers on its own computer alone.',
  api_key_name_missing: 'The API key needs a name.',
  api_key_name_taken: 'There is already an API key with the name “{name}”.',
  too_many_api_keys: 'There are already {max} API keys, which is the limit.',
  api_key_limits_need_use: 'An API key with the role {role} cannot be limited to some backends or to a rate.',
  api_key_without_backends: 'The API key could not use any backend: its list of backends is empty.',
  api_key_rate_invalid:
    'An API key cannot be limited to {value} requests per minute: choose from 1 to {max}.',
  invalid_api_key_id: 'There is no API key with the ID {id}.',
  preference_not_applied: 'Could not change “{name}”: {reason}.',
  invalid_pattern: 'This is not a regular expression: {reason}.',
  search_too_slow: 'The search for {pattern} was stopped: it takes too long on a line of this log.',
  log_run_gone: 'The log of {backend} has no lines of that run any more.',

  // Import and export.
  import_unreadable: 'Could not import the file: {reason}.',
  import_newer: 'The file was exported by a newer version of Switchyard.',
  import_changed: 'The file was changed after it was exported, so its secrets are not used.',
  passphrase_needed: 'The secrets in this file are encrypted with a passphrase.',
  passphrase_wrong: 'This is not the passphrase that the file was exported with.',
  passphrase_too_short: 'The passphrase is too short: it needs {min} characters or more.',

  // The start of a backend.
  secret_unreadable: '{backend} cannot start: its {name} was encrypted and cannot be read here.',
  setting_required: '{backend} cannot start: {name} is empty.',
  path_not_found:
    '{backend} cannot start: there is no {expected, select, folder {folder} other {file}} at {path}.',
  path_not_readable: '{backend} cannot start: {path} cannot be read ({reason}).',
  path_not_answering: '{backend} cannot start: {path} did not answer within {seconds} s.',
  wrong_kind_of_path:
    '{backend} cannot start: {path} is not a {expected, select, folder {folder} other {file}}.',
  command_not_found: "{backend} cannot start: there is no program ''{command}''.",
  command_not_executable: '{backend} cannot start: {path} may not be run as a program ({reason}).',
  python_not_found:
    '{backend} cannot start: there is no Python for it, neither in {folder} nor among the programs of this computer.',
  python_module_missing: "{backend} cannot start: its Python has no package named ''{module}''.",
  not_comfyui: '{backend} cannot start: {path} is not ComfyUI ({reason}).',
  gpu_not_usable: '{backend} cannot start: its Python cannot use the GPU ({reason}).',
  arguments_unknown: '{backend} cannot start: this version does not know the arguments {args}.',
  not_webui: '{backend} cannot start: {path} is not a Stable Diffusion web UI ({reason}).',
  webui_not_installed: '{backend} cannot start: the web UI in {folder} has no Python of its own yet.',
  webui_script_refused: '{backend} cannot start: its webui.sh refuses: {reason}.',
  webui_gpu_not_usable: '{backend} cannot start: its Python cannot use the GPU ({reason}).',
  webui_module_missing: "{backend} cannot start: its Python has no package named ''{module}''.",
  webui_install_failed: '{backend} could not install what the web UI needs: {reason}.',
  webui_failed: '{backend} ended before it was ready: {reason}',
  webui_server_failed:
    'Switchyard ended {backend}, because its web server failed at the start and would never have answered: {reason}',
  not_a_model: '{backend} cannot load {path}: it {reason}.',
  model_damaged: '{backend} cannot load its model: {path} {reason}.',
  model_unsupported: '{backend} cannot load its model: {path} {reason}.',
  model_failed: '{backend} cannot load the model: {reason}.',
  model_refused: '{backend} cannot load its model: {reason}.',
  not_enough_memory:
    '{backend} cannot start: there is not enough memory for {part, select, context {the context of its model} other {its model}}.',
  engine_refused_argument: '{backend} cannot start: its program refuses the argument {argument}, {reason}.',
  invalid_setting_at_start: '{backend} cannot start: {name} {reason}.',
  port_in_use:
    '{backend} cannot start: port {port} is already in use{hasOwner, select, yes { by {owner}} other {}}.',
  port_taken_by_other:
    '{backend} did not open port {port}: another program{hasOwner, select, yes { ({owner})} other {}} answers there.',
  ready_needs_credentials:
    '{backend} runs, but is closed to Switchyard: {reason}. It needs a {wants, select, key {key} other {login}}.',
  ready_answer_wrong: '{backend} runs, but does not answer as expected: {reason}.',
  start_timeout:
    '{backend} was not ready within {seconds} s{hasAnswer, select, yes {: it {answer}} other {}}.',
  exited_before_ready:
    '{backend} ended before it was ready ({reason}){hasAnswer, select, yes {; before that, it {answer}} other {}}{hasLeft, select, yes {; it left {left} running, which Switchyard ended} other {}}.{hasCause, select, yes { {cause}.} other {}}',
  went_to_background:
    '{backend} went to the background, where Switchyard cannot supervise it: its program ended at once, with exit code 0{hasLeft, select, yes {; it left {left} running, which Switchyard ended} other {}}.',
  earlier_copy_runs:
    '{backend} cannot start: an earlier copy of it still runs in the background. {program} listens on port {port}, which Switchyard gave to that copy.',
  spawn_failed: 'Could not start the program of {backend}: {reason}.',
  start_failed: 'The start of {backend} failed: {reason}.',
  unknown_type_in_store: "{backend} has the type ''{type}'', which this version does not know.",
  gpu_not_found: '{backend} is set to run on {gpu}, which this computer does not have. It has: {available}.',
  gpu_excluded: '{backend} is set to run on {gpu}, which is excluded in Preferences.',
  every_gpu_excluded: '{backend} has no GPU chosen, and all of them are excluded in Preferences.',

  // A backend that was started.
  crashed: '{backend} stopped by itself ({reason}).{hasCause, select, yes { {cause}.} other {}}',
  unresponsive: 'Switchyard ended {backend}, because it had not answered for {seconds} s. {reason}',
  crash_loop: '{backend} failed {failures} times in a row, so it was not started again. Last: {reason}',
  stop_not_confirmed: 'Could not stop {backend} yet. {reason}',
  contact_lost:
    '{backend} does not answer any more{hasAddress, select, yes { at {address}} other {}} ({reason}).',
  no_contact: 'Could not reach {backend} at {address} ({reason}).',
  access_refused:
    '{address} refuses {backend} ({status}): {sent, select, yes {it does not accept the key or login that it was sent} other {it needs a key or a login, and none is set}}.',
  login_required: '{address} does not let {backend} in: it answers with a sign-in page ({target}).',
  certificate_untrusted:
    'Switchyard sends nothing to {backend} at {address}: {reason}. The certificate is for “{subject}” and valid until {validUntil}; its SHA-256 fingerprint is {fingerprint}.',
  certificate_changed:
    'Switchyard sends nothing to {backend} at {address}: its certificate is not the one that you accepted ({trusted}). This one is for “{subject}” and valid until {validUntil}; its SHA-256 fingerprint is {fingerprint}.',
  rate_limited:
    '{backend} is there, but takes no more requests for now: {address} answered 429, which means too many requests.',
  wrong_engine: '{backend} does not find {engine} at {address}: {reason}.',
  webui_api_off: '{backend} finds a web UI at {address} whose API is off.',
  connected_to_itself: '{backend} is connected to this very Switchyard.',
  remote_error: '{backend}: the instance there says: {reason}',
  free_memory_failed: '{backend} could not free its memory: {reason}.',
});
