import { defineArea } from '../../message.ts';

/** The dialog that adds a backend. */
export const addBackendWords = defineArea('addBackend', {
  addBackend: 'Add backend',
  dropHere: 'Drop a GGUF model or an engine folder here to add it',
  droppedFolderUnknown: 'No engine found in a folder named {name} on the computer where Switchyard runs.',
  droppedNothingUsable: '{name} is neither a GGUF model nor a folder.',
  droppedModelUnknown:
    '{name} was not found in the usual model folders on the computer where Switchyard runs.',
  closeMessage: 'Close this message',
  browseInstead: '{message} To look elsewhere, use “Browse” under “Add backend”.',
  found: 'Found on this computer',
  swarmFound: 'SwarmUI in {path} has {count, plural, one {# backend} other {# backends}}',
  import: 'Import…',
  add: 'Add…',
  choose: 'Choose…',
  lookingFailed: 'Could not look for engines.',
  addingFailed: 'Could not add the backend.',
  addNamed: 'Add {name}',
  startFrom: 'Start from',
  otherType: 'Other type',
  correctFields: 'Correct the marked fields.',
  startsAtOnce: 'It starts as soon as you add it.',
  addConfirm: 'Add',
  whatToRun: 'What should it run?',
  findType: 'Find a type or program',
  findTypePlaceholder: 'Find LM Studio, vLLM, Forge, GGUF…',
  backendTypes: 'Backend types',
  noTypeFound: 'Nothing found. “Any program” starts anything with a command line.',
  chooseModel: 'Choose from the models on this computer…',
  importFromSwarm: 'Import backends from SwarmUI…',
  noTypes: 'This Switchyard has no backend types.',
  showAdvancedTypes: 'Show advanced types',
  advanced: 'advanced',
  lookingForFailed: 'Could not look for {name}: Switchyard does not answer.',
  modelsFound:
    '{count, plural, one {# model} other {# models}} in {folders, plural, one {the folder} other {the folders}} of {sources}',
});
