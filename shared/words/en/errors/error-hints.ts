import { defineArea } from '../../message.ts';

/** What to do next, by the code of the error. The values are those of errors.ts. */
export const errorHintWords = defineArea('errorHints', {
  // The call itself.
  invalid_session: 'Call GetNewSession and try again.',
  missing_session:
    'Call GetNewSession first, then send its session_id in the body or in the header X-Session-ID.',
  bad_body: 'Send a JSON object with the content type application/json.',
  bad_request: 'Correct the request; /openapi.json describes the calls.',
  body_too_large: 'Send less in one call.',
  bad_route: '/openapi.json lists the operations.',
  bad_permissions: 'Use the token, or an API key whose role allows it.',
  key_uses_models_only:
    'Send it to the addresses under /v1/, or use the token or an API key with another role.',
  internal_error: 'The details are in the program log. Please report it.',
  wrong_method: 'Send the parameters as a JSON body.',
  unauthorized:
    "Open the address that the program printed when it started, or send the header Authorization: Bearer '<token>'.",
  too_many_guesses:
    'Wait five seconds before you send the right token. It is in the file “token” of the data directory, unless another one was given at the start.',
  forbidden_host:
    '{hasPublicUrl, select, yes {If that is a name of yours for it, start it with --public-url {publicUrl} (in the desktop app: Preferences, Public addresses). If not, use the address that the program printed when it started.} other {Use the address that the program printed when it started.}}',
  forbidden_origin:
    '{hasPublicUrl, select, yes {If you reach it there by a proxy or a tunnel, start it with --public-url {publicUrl} (in the desktop app: Preferences, Public addresses). If not, open the panel under the address that the program printed when it started.} other {Open the panel under the address that the program printed when it started.}}',
  wrong_content_type: 'Send the header Content-Type: application/json.',
  missing_parameter: 'Send the parameter.',
  invalid_parameter: 'Send a value of that type.',

  // The list of backends and their settings.
  settings_locked: 'Unlock them in Preferences, or start the program without --lock-settings.',
  invalid_backend_type: 'ListBackendTypes names the types there are.',
  invalid_backend_id: 'It may have been deleted meanwhile.',
  child_backend:
    'Change it in the panel of that instance. From here you can switch it, restart it and free its memory.',
  backend_id_in_use: 'Choose another number.',
  invalid_new_id: 'Choose a whole number from 0 to {max} that no backend has or had.',
  missing_settings: 'Send the settings as an object named settings.',
  unknown_setting: 'ListBackendTypes names the settings there are. Nothing was changed.',
  invalid_setting: 'Nothing was changed.',
  secret_in_text: 'Leave it out of the one, or empty {to}. Nothing was changed.',
  secret_would_move: 'Enter the {secret} for the new server again, or empty it. Nothing was changed.',
  variables_need_confirmation: 'Confirm it only if you know that file and who can change it.',
  invalid_title: 'Choose a shorter one. Nothing was changed.',
  invalid_tags: 'Choose fewer or shorter ones. Nothing was changed.',
  invalid_order: 'Name each backend once. Nothing was changed.',
  not_restorable: 'Add a new one instead.',
  nothing_to_retry: 'Its card shows its present state.',
  not_scaling: 'Name a backend of the type Auto Scaling Backend.',
  no_room_awaited: 'It may have started meanwhile.',
  store_failed: 'Nothing was changed. Check whether the disk is full or the data directory is read-only.',
  other_writer:
    'Nothing was changed or overwritten. To use what is in the file now, restart Switchyard; if it runs twice on this data directory, quit both first.{hasKept, select, yes { To keep the list as it is here, quit Switchyard and put {kept} in its place.} other {}}',

  // The program.
  shutting_down: 'Start it again and repeat the call.',
  folder_unreadable: 'Choose another folder.',
  not_available_here: 'Start Switchyard without --no-auth and --token, or use the desktop app.',
  not_ended_by_calls: 'Quit it on its own computer. ShutdownServer can end the headless host.',
  no_file_manager: 'Open that file on the computer on which Switchyard runs, or download the log.',
  gateway_off: 'Switch it on in Preferences, or start Switchyard without --gateway-port off.',
  gateway_not_reachable:
    'Let a name of its own, such as https://models.example, lead to port {port} through your proxy, and start Switchyard with --gateway-url and that address. Through an SSH tunnel, forward port {port} as well and open the panel as localhost.',
  api_key_name_missing: 'Name it after the program or the person that will use it.',
  api_key_name_taken: 'Choose another name, or revoke the other key first.',
  too_many_api_keys: 'Revoke one that is no longer used.',
  api_key_limits_need_use:
    'Choose the role use, which may send requests to models and nothing else, or leave the limits out.',
  api_key_without_backends: 'Name at least one backend, or leave the list out for all.',
  api_key_rate_invalid: 'Enter another number, or leave it out for no limit.',
  invalid_api_key_id: 'It may have been revoked meanwhile.',
  preference_not_applied: '{hasHint, select, yes {{hint}} other {Nothing was changed.}}',
  invalid_pattern: 'Correct it, or search for it as a text.',
  search_too_slow:
    'Make it simpler: a repetition within a repetition, such as (a+)+, is what usually causes this.',
  log_run_gone: 'Choose another run. Preferences say how much of a log is kept.',

  // Import and export.
  import_unreadable:
    'Choose the file Data/Backends.fds of SwarmUI, or one that Switchyard exported. Nothing was changed.',
  import_newer: 'Install that version here as well. Nothing was changed.',
  import_changed: 'Export it again, or import it without its secrets. Nothing was changed.',
  passphrase_needed:
    'Enter the passphrase it was exported with, or import it without its secrets. Nothing was changed.',
  passphrase_wrong: 'Try again, or import it without its secrets. Nothing was changed.',
  passphrase_too_short: 'Several words in a row are easy to remember and hard to guess.',

  // The start of a backend.
  secret_unreadable:
    'Enter the {name} in its settings again. It was encrypted for another user, another computer, or by the desktop app.',
  setting_required: 'Open its settings and fill in {name}.',
  path_not_found: 'Correct {name} in its settings; a moved or unmounted disk is a common cause.',
  path_not_readable: 'Check the permissions of the file and of the folders above it.',
  path_not_answering:
    'Is it on a drive that is not connected? Connect it, or choose another path in the settings.',
  wrong_kind_of_path: 'Correct {name} in its settings.',
  command_not_found:
    '{hasAdvice, select, yes {{advice}} other {Enter the full path of the program, or install it so that it is on the PATH.}}',
  command_not_executable:
    'Enter the interpreter as Program and the script as its first argument. On Linux and macOS, you can also mark the file as executable (chmod +x).',
  python_not_found:
    'Make a virtual environment named venv in that folder and install the packages of its requirements.txt into it, or name its Python in its settings.',
  python_module_missing:
    '{owner, select, system {It was run by the Python of the system. Make a virtual environment named venv in {folder}, or name the Python that has its packages in its settings; with that Python, run "pip install -r requirements.txt" in that folder.} other {In {folder}, run: {python} -s -m pip install -r requirements.txt.}}{family, select, torch { Install the torch that fits your GPU first (pytorch.org).} comfy { An update of ComfyUI by git installs no packages.} other {}}',
  not_comfyui:
    'Choose main.py in the folder of ComfyUI as its start script. For another program, use the type Any program.',
  gpu_not_usable:
    'Install the torch that fits your GPU (pytorch.org) and its driver, correct GPUs in its settings, or add --cpu to its arguments.',
  arguments_unknown:
    '{hasSetting, select, yes {Correct {setting} in its settings, or update it.} other {Correct its arguments, update it, or turn on Only my arguments in its settings.}}',
  not_webui:
    'Choose webui.sh (on Windows webui.bat) in the folder of AUTOMATIC1111, Forge or reForge as its start script. For another program, use the type Any program.',
  webui_not_installed:
    'Run its webui.bat (elsewhere webui.sh) once by hand: it makes the virtual environment venv and installs its packages. Then press Restart.',
  webui_script_refused:
    '{root, select, yes {Switchyard runs as root here. Run it as another user, or allow it by -f among More arguments.} other {Run webui.sh in a terminal until it starts there, then press Restart.}}',
  webui_gpu_not_usable:
    'Install the torch that fits your GPU and its driver, or correct GPUs in its settings. To use the processor, add --skip-torch-cuda-test and --always-cpu (AUTOMATIC1111: --use-cpu all --no-half) to its arguments.',
  webui_module_missing:
    'A web UI installs its packages when it starts: leave --skip-install out of its arguments. If that does not help, install requirements_versions.txt in {folder} with the pip of its venv.',
  webui_install_failed:
    'It downloads packages at its first start: check whether this computer is connected, and whether its Python is 3.10 or 3.11. The log has the details.',
  webui_failed:
    'The lines before it in the log name the cause. Run its start script in a terminal to see more.',
  webui_server_failed:
    '{proxy, select, yes {A proxy is between it and itself: add NO_PROXY=localhost,127.0.0.1 to its environment variables.} other {The last lines of its log name the cause.}}',
  not_a_model:
    '{hasAdvice, select, yes {{advice}} other {Choose a file whose name ends in .gguf; safetensors and PyTorch files have to be converted first. A download may have been cut off.}}',
  model_damaged:
    '{hasAdvice, select, yes {{advice}} other {Download or copy it again, with all its parts if it has several, and compare the size with the one at its source.}}',
  model_unsupported:
    '{hasAdvice, select, yes {{advice}} other {Choose another file in its settings: most publishers offer current GGUF files, and llama.cpp has scripts that convert models.}}',
  model_failed: 'The last lines of its log usually name the cause.',
  model_refused:
    'A newer version of the program may know this model; otherwise choose another file in its settings. The log has the details.',
  not_enough_memory:
    '{part, select, context {Make Context size smaller in its settings, or answer fewer requests at the same time.} other {Free memory of other backends, or choose a smaller model or a smaller quantization of it.}}',
  engine_refused_argument: 'Correct {setting} in its settings, or update the program.',
  invalid_setting_at_start: 'Correct {name} in its settings.',
  port_in_use: 'Stop that program, or choose another port.{hasAdvice, select, yes { {advice}} other {}}',
  port_taken_by_other:
    'Stop that program, or choose another port.{hasAdvice, select, yes { {advice}} other {}}',
  ready_needs_credentials:
    '{hasKeySetting, select, yes {{wants, select, key {Put its key into {keySetting} in its settings.} other {Put its login into {keySetting} in its settings: Basic, and user:password in base64.}} } other {}}{hasAddressSetting, select, yes {In {addressSetting}, enter a page that it answers without a {wants, select, key {key} other {login}}. } other {}}If only this computer can reach it, you can start it without the {wants, select, key {key} other {login}}.',
  ready_answer_wrong:
    '{hasAddressSetting, select, yes {{problem, select, path {Correct {addressSetting} in its settings: it must be a page that it answers without an error.} garbage {Correct {addressSetting} in its settings. For a program that does not speak HTTP, leave it and the health address empty: it is then ready when it opens {placeholder}.} elsewhere {Enter {placeholder} where its arguments or variables name its port, or enter {url} as {addressSetting} in its settings.} other {Enter {url} as {addressSetting} in its settings, and correct its other addresses alike.}}} other {{problem, select, tls {Something other than its arguments switches TLS on, so Switchyard cannot know: name key and certificate in its arguments, or switch TLS off.} plain {Its arguments name a key and a certificate, and it does not use them: check its log, or leave them out.} path {Choose the type for what answers there, or take out of its arguments and settings what changes its paths.} redirect {Take out of its arguments and settings what sends calls on, such as a path, a login or TLS.} elsewhere {Something other than its arguments sets its address: name host and port in its arguments, or leave them to Switchyard.} other {Choose the type for what was started there, and check its log.}}}}',
  start_timeout:
    'Its log shows how far it came. If it only needs longer, raise the start time-out in its settings.',
  exited_before_ready:
    '{hasRemedy, select, yes {{remedy}} other {{exit, select, zero {If it continues in the background, start it in the foreground: Switchyard cannot supervise what leaves its starter. Leave out what sends it away (-d, --daemon, nohup … &, docker run -d), name the program itself instead of its service (systemctl start, brew services), and end a copy that already runs, to which some programs hand over. Otherwise the last lines of its log usually name the cause.} other {The last lines of its log usually name the cause.}}}}',
  went_to_background: 'Start it in the foreground. {advice}',
  earlier_copy_runs:
    '{hasCommand, select, yes {End it, for example with "{command}".} other {End it.}} Then have the program run in the foreground. Switchyard does not end it by itself, because it cannot prove that the process is its own.',
  spawn_failed: 'The program log has the details.',
  start_failed: 'Its log shows how far it came.',
  unknown_type_in_store: 'Its settings are kept. Install the version that wrote it, or delete it.',
  gpu_not_found: 'Choose its GPUs again in its settings.',
  gpu_excluded: 'Choose another GPU for it, or include this one again in Preferences.',
  every_gpu_excluded: 'Include a GPU again in Preferences, or choose one for it.',

  // A backend that was started.
  crashed:
    '{hasRemedy, select, yes {{remedy}} other {{exit, select, zero {If it continues in the background, start it in the foreground: Switchyard cannot supervise what leaves its starter. Leave out what sends it away (-d, --daemon, nohup … &, docker run -d), name the program itself instead of its service (systemctl start, brew services), and end a copy that already runs, to which some programs hand over. Otherwise the last lines of its log usually name the cause.} other {The last lines of its log usually name the cause.}}}}',
  unresponsive:
    'The last lines of its log may name the cause. How long to wait is one of its settings: "Restart when it does not answer for".',
  crash_loop: '{advice} Correct the cause, then press Restart.',
  stop_not_confirmed:
    'Switchyard keeps trying until nothing of it is left. If a process belongs to another user, that user or an administrator has to end it.',
  contact_lost: 'Switchyard keeps asking until it answers.',
  no_contact:
    'Check whether it is switched on there and whether the address is right. Switchyard keeps asking until it answers.',
  access_refused:
    '{sent, select, yes {Correct {settings} in its settings.} other {Fill in {settings} in its settings.}} Switchyard keeps asking, less and less often.',
  login_required:
    'Switchyard cannot fill in that page. Fill in {settings} in its settings with what the server or the proxy in front of it accepts instead, or exempt that address from the login.',
  certificate_untrusted:
    'If that is the certificate which the server really has, accept it: here, or by its fingerprint as Trusted certificate in the settings. For an authority of your own, start Switchyard with its file in the variable NODE_EXTRA_CA_CERTS.',
  certificate_changed:
    'If it was renewed there, accept the new one: here, or by its fingerprint as Trusted certificate in the settings. If not, another program answers, or somebody intercepts the connection.',
  rate_limited:
    '{wait, select, seconds {It asks to be left alone for {amount} s.} minutes {It asks to be left alone for {amount} min.} other {Switchyard asks it again after a while.}} Everyone who uses the same key shares its limit.',
  wrong_engine:
    'Another program may have that address. Correct the address, or choose the type for what answers there. Switchyard keeps asking until {engine} answers.',
  webui_api_off:
    'Start it with --api among its arguments (COMMANDLINE_ARGS in its webui-user file). Switchyard keeps asking until its API answers.',
  connected_to_itself: 'Correct its Address: it must be that of another instance.',
  remote_error: 'Look into the panel of that instance.',
  free_memory_failed: 'Restarting it frees everything.',
});
