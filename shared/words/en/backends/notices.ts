import { defineArea } from '../../message.ts';

/** What the card of a backend says beside its state; “it” is the backend. */
export const noticeWords = defineArea('notices', {
  // Who reaches it.
  onNetwork: 'Other computers reach it at {address}{hasSource, select, yes {, because {source}} other {}}.',
  onlyHere: 'Only this computer reaches it, because {source}: “{setting}” takes effect without that.',
  source_variable: '{name} is {value}',
  source_setting: '{setting} has {argument}',
  portHere: 'port {port} of this computer',
  access_noKey: 'It asks them for no key: whoever reaches that address can use it.',
  access_noKnownKey:
    'Switchyard does not know of a key that it asks them for: without one, whoever reaches that address can use it.',
  access_apiLogin: 'Only its API asks for a login: whoever reaches that address can use its page.',
  access_pageLogin: 'Only its page asks for a login: whoever reaches that address can use its API.',
  needsHostPlaceholder:
    '“{setting}” does not reach this program: write {placeholder} where its arguments or variables name the address on which it listens.',
  loginReadable:
    'The login of its API is among “{setting}”, where everybody who may see the settings can read it. “{instead}” keeps it secret.',
  wantsKey: 'It wants an API key that Switchyard does not know, so its model and its requests are not shown.',

  // Its port.
  port_taken: 'Its port {port} is in use by {owner}, so it gets port {instead}, which it keeps from now on.',
  port_takenByOther:
    'Its port {port} is in use by another program, so it gets port {instead}, which it keeps from now on.',
  port_kept: 'Its port {port} is kept for {owner}, so it gets port {instead}, which it keeps from now on.',
  port_cannotOpen:
    'Its port {port} cannot be opened ({owner}), so it gets port {instead}, which it keeps from now on.',
  port_notOpened: 'Its port {port} could not be opened, so the next start takes another one, once.',

  // Its start and its work.
  noReadyAddress: 'No ready address is set, so it counts as ready while its process lives.',
  wasRunning: 'It was running already, so Switchyard watches it, but does not end it.',
  waitsForClients:
    '{count, plural, one {Waits for a connection that is open to it. This program does not tell whether it is busy with it, so it counts as work for most of the stop time-out.} other {Waits for # connections that are open to it. This program does not tell whether it is busy with them, so they count as work for most of the stop time-out.}}',
  noCheckpoint:
    'It has no checkpoint to work with: put one into its folder models/Stable-diffusion, and choose it on its page.',
  noBackendsThere: 'The other instance has no backends.',

  // llama.cpp.
  nextStart:
    '{setting} takes effect at its next start: with one model, llama-server is told at its start when to unload it.',
  sleepsWithoutModel: 'It sleeps without its model; the next request loads it.',
  modelTooNew: 'The model file {reason}: a llama-server of that age cannot load it either.',
  processorAlone:
    'It runs on the processor alone, whatever “{setting}” says: it finds no GPU that it can use, or was built without support for one.',
  contextCapped:
    'Each request has {limit, number} tokens of context, as its model was made for, and not {wanted, number}: a smaller “{setting}” takes less memory.',
  contextTooLong:
    'The context of {wanted, number} tokens is longer than the {limit, number} that its model was made for: long answers may become nonsense.',
  notLoaded: 'Could not be loaded: {models}.',
  notLoaded_model: '{model}: {reason}',
  notLoaded_exit: '{model} (exit code {code}; its log may name the cause)',
  notLoaded_noCode: '{model} (its log may name the cause)',
  andMore: '{items}; and {count} more',
  twoItems: '{first}; {second}',
  sampleModel:
    'Serves the built-in sample, which answers with random words. Choose a GGUF file as “{setting}” in the settings to get real answers.',
  withoutCrashingGpu:
    'Runs without the GPU ({library}): llama.cpp crashed while it set up the GPU. An update of its driver may help; every start tries again. With 0 as “{setting}” in the settings, no start does.',
  vulkanNumbers:
    'Vulkan numbers the GPUs by itself, so those chosen in the settings do not limit it: it uses {devices}. To choose there, add {variable} with the number of a GPU to the environment variables; this list begins with 0.',
  noChatTemplate:
    'The chat template in the model file cannot be used, so chats are written in a common format and answers may be worse. Another file of the same model may have a template that works; the log has the details.',
  noPooling:
    'The model file does not say how the vectors of its tokens become one, so that of the last token is given. llama-server (the type {type}) can take their mean.',

  // The files of its models.
  absent_file: 'The model file {path} is not there any more. {meanwhile}',
  otherKind_file: 'The model file {path} is not a file any more. {meanwhile}',
  file_changed: 'The model file {path} has changed since it was loaded. {meanwhile}',
  unreadable_file: 'The model file {path} cannot be read any more ({reason}). {meanwhile}',
  meanwhile_file:
    'What is in memory goes on being served, but it cannot be loaded again: put the file back, or choose another.',
  absent_folder: 'The folder of models {path} is not there any more. {meanwhile}',
  otherKind_folder: 'The folder of models {path} is not a folder any more. {meanwhile}',
  unreadable_folder: 'The folder of models {path} cannot be read any more ({reason}). {meanwhile}',
  meanwhile_folder:
    'What is in memory goes on being served, but no other model can be loaded: put the folder back, or choose another.',

  // An update of ComfyUI before its start.
  update_notCheckout: 'ComfyUI was not updated: its folder is not a git checkout.',
  update_customNode: 'The custom node {node}',
  update_current: '{name} is up to date.',
  update_done: '{name} was updated from {from} to {to}.',
  update_needsPackages:
    '{name} was updated and needs other packages now: run "{command}" with its Python in {path}.',
  update_changedByHand:
    '{name} was not updated: {count, plural, one {a file in its folder was changed by hand} other {# files in its folder were changed by hand}}.',
  update_failed: '{name} was not updated: {reason}.',
  update_fixedVersion: 'a fixed version is checked out, not a branch',
  update_calledOff: 'it was called off',
  update_tookTooLong: 'it took longer than {seconds} s',
  update_noGit: 'git is not installed',

  // A fleet of instances.
  fleet_outage:
    'What runs is unknown since {time}: {reason}. Its instances are kept, and none is started until it is known again.',
  fleet_waiting: 'Instance {number} is waiting in the queue: {reason}.',
  fleet_refusing:
    '{count, plural, one {Instance {numbers} refuses to be controlled, and ends by itself only if it was started with a limit.} other {Instances {numbers} refuse to be controlled, and end by themselves only if they were started with a limit.}} Give this backend an Authorization header with the right to do so.',
  fleet_launchFailed:
    'Launch {number} failed: {reason}.{failures, plural, one {} other { # launches in a row have failed.}} The next one comes no sooner than {pause} after that; the log has what the script printed.',
  fileReason: '{path} {reason}',
});
