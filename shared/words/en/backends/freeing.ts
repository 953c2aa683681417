import { defineArea } from '../../message.ts';

/** What an engine that was asked to free memory did, or why it did nothing; “it” is the backend. */
export const freeingWords = defineArea('freeing', {
  // It was not asked.
  notReady: 'It is not ready yet.',
  notAskedYet: 'Switchyard has not reached it yet.',
  isGone: 'It no longer exists on the other instance.',
  busyWithImage:
    'It is busy: unloading its checkpoint now would take the model away from the image that it makes. Try again when that is done.',
  noWay: 'The API of OpenAI cannot free memory. Free it on the computer where the server runs.',
  noRequest: 'No request for freeing memory is set.',
  addressNeedsPort: 'The address for freeing memory uses {port}, which takes effect at the next start.',
  oneModel: 'With one model, llama-server cannot be asked to unload it while it runs.',
  oneModel_unloads:
    'It lets go of it by itself after {seconds} s without a request; stopping it frees everything at once.',
  oneModel_canUnload:
    'Turn on {setting} in its settings, or serve a folder of models instead; stopping it frees everything.',
  oneModel_tooOld: 'A newer version does that by itself when it is unused; stopping it frees everything.',

  // There was nothing to free.
  noModelLoaded: 'There was nothing to free: no model is loaded.',
  holdsNoModels: 'There was nothing to free: it holds no models.',
  holdsNoVram: 'There was nothing to free: it holds no VRAM.',
  modelsSleep: 'There was nothing to free: its loaded models sleep ({models}).',
  modelSleeps: 'There was nothing to free: it sleeps, and its model is not in memory.',

  // It refused.
  refused: 'It refused to free memory ({status, number}).',
  refusedCheckpoint: 'It refused to unload its checkpoint ({status, number}).',
  refusedModels: 'It refused to unload {models}.',
  requestRefused: 'The memory request was refused with {status, number}.',
  requestFailed: 'The memory request failed: {reason}.',

  // What came back.
  cameBack: '{amounts} came back.',
  amount_vram: '{bytes} of VRAM',
  amount_ram: '{bytes} of RAM',
  cameBackWithVram: '{bytes} came back, {vram} of it VRAM.',
  requestAnswered: 'The memory request was answered with {status, number}.',
  peerFreed: 'The instance there says that memory was freed.',
  peerFreedNothing: 'The instance there says that nothing was freed.',
  unloaded: '{count, plural, one {A model was unloaded.} other {# models were unloaded.}}',
  stillLoaded: 'Still loaded: {models}.',
  loadsByItself: 'The next image loads its checkpoint again.',
  loadsWhenAsked:
    'This web UI does not load its checkpoint again by itself: the next image may fail. Switchyard asks it to load the checkpoint as soon as one was tried.',
  amountUnknown:
    'It took the request. How much came back is not known: it reports only what the whole computer or GPU has free.',

  // Nothing came back.
  waitsForWork: 'Nothing came back yet: it is busy, and frees its memory when that is done.',
  modelsWaitForRequests:
    'Nothing came back yet: {models} is busy, and is unloaded as soon as its running requests are answered.',
  modelsBusy:
    'Still busy: {models}. {count, plural, one {It is} other {They are}} unloaded as soon as the requests are answered; a restart breaks them off.',
  keptModels: 'It took the request, but no memory came back: {models} is still loaded.',
  unloadedNothing: 'It took the request, but unloaded nothing: {models} is still loaded.',
  keptByNode:
    'It took the request, but no memory came back. A custom node may hold on to it; stopping ComfyUI frees everything.',
  keptByProcesses:
    'It took the request, but no memory came back: its processes hold as much as before. Stopping ComfyUI frees everything.',
  keptWithoutGpu:
    'It took the request, but no memory came back: without a GPU a web UI keeps its model in memory. Stopping it frees everything.',
  keptByExtension:
    'It took the request, but no VRAM came back. An extension may hold on to it; stopping the web UI frees everything.',

  // On the card, until it is done.
  freedAfterRequests: 'Its memory is freed when the running requests are answered: {models}.',

  modelsAndMore: '{models} and {count} more',
  moreModels: '{count} more',
  modelRefused: '{model} ({reason})',

  // Of an instance, and of the built-in llama.cpp.
  cannotBeAsked: 'It cannot be asked to free memory.',
  chooseBackend: 'Free the memory of one of its backends.',
  comfyWillFree: 'ComfyUI frees its memory when its present work is done.',
  modelUnloaded: 'The model was unloaded. The next request loads it again.',
  modelNotLoaded: 'The model is not in memory.',
  modelStillUsed:
    'The model is still in use after {seconds} s (requests: {requests}). Try again when it is idle.',
});
