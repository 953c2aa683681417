/** Failures of the model that is to be loaded, in the words of llama.cpp, transformers, vLLM, safetensors and torch. */
import type { KnownFailure } from '../known-failure.ts';
import { inArguments, openArguments } from './advice.ts';

export const modelFailures: readonly KnownFailure[] = [
  {
    id: 'model_is_projector',
    pattern: /unknown model architecture: '(?:clip|mmproj)'/,
    explain: (_, run) => ({
      explanation: 'The file is a projector (mmproj): the part by which a language model sees images.',
      remedy: `Name the language model itself as the model, and this file with --mmproj ${inArguments(run)}.`,
      action: openArguments(run),
    }),
    isPermanent: true,
  },
  {
    id: 'model_architecture_unknown',
    pattern:
      /unknown model architecture: '([^']+)'|Model architectures \[([^\]]+)\] (?:are not supported|failed to be inspected)|model of type `?([\w-]+)`? but Transformers does not recognize this architecture|Unrecognized model in (\S+?)\.? |unsupported model architecture:? "?([\w-]+)/,
    explain: ({ groups: [, ...names] }) => ({
      explanation: `The model is of the kind ${names.find((name) => name !== undefined)?.replaceAll("'", '')}, which this version of the program cannot load.`,
      remedy:
        'Update the program (and its transformers package): newer versions know newer models. Otherwise choose another model.',
    }),
    isPermanent: true,
  },
  {
    id: 'model_split_incomplete',
    pattern:
      /invalid split file|illegal split file|failed to load GGUF split from (\S+)|split_(?:no|count).*mismatch|No such file or directory: '([^']+-\d{5}-of-\d{5}[^']*)'/,
    explain: ({ groups: [, gguf, file] }) => ({
      explanation: `The model is in several files, and ${gguf ?? file ?? 'one of them'} is missing or belongs to another one.`,
      remedy:
        'Put all parts into one folder, under the names that they had, and name the first one (-00001-of-…).',
    }),
    isPermanent: true,
  },
  {
    id: 'model_is_a_pointer',
    pattern: /invalid load key, 'v'|header too large.*version https|git-lfs\.github\.com/,
    explain: () => ({
      explanation:
        'The file has only the few lines by which git names a large file (Git LFS), and not the model.',
      remedy: 'Run git lfs install and git lfs pull in the folder of the model, or download the file itself.',
      action: { kind: 'copy_command', command: 'git lfs install && git lfs pull' },
    }),
    isPermanent: true,
  },
  {
    id: 'model_cut_off',
    pattern:
      /data is not within the file bounds|MetadataIncompleteBuffer|Error while deserializing header: (\w+)|PytorchStreamReader failed|gguf_init_from_\w+: (?!failed to open)(?:failed to read(?! magic)|invalid(?! magic)|corrupt)|_pickle\.UnpicklingError|file is too short to be a|Corrupted? (?:model|checkpoint)|SafetensorError/,
    explain: () => ({
      explanation:
        'The file of the model ends too early or is damaged: a download was cut off, or a disk has failed.',
      remedy: 'Download or copy it again, and compare its size with the one at its source.',
    }),
    isPermanent: true,
  },
  {
    id: 'model_not_gguf',
    pattern: /invalid magic characters|failed to read magic|GGUF magic/i,
    explain: () => ({
      explanation: 'The program loads models in the GGUF format, and this file is of another one.',
      remedy: 'Choose a file whose name ends in .gguf; models in safetensors have to be converted first.',
    }),
    isPermanent: true,
  },
  {
    id: 'model_file_missing',
    pattern:
      /failed to open GGUF file '([^']+)'|does not appear to have a file named (\S+?)[.,]? |no file named (\S+) found in directory|Can't load (?:the )?(?:tokenizer|configuration|model|image processor) for '([^']+)'|Incorrect path_or_model_id: '([^']+)'|model path does not exist: (\S+)|Invalid model path/i,
    explain: ({ groups: [, ...paths] }) => ({
      explanation: `The model, or a file that belongs to it, is not found: ${paths.find((path) => path !== undefined) ?? 'look at the lines below'}.`,
      remedy:
        'Correct the path or the name of the model. A folder of a model needs its config.json and the files of its tokenizer beside the weights.',
      action: { kind: 'open_settings' },
    }),
    isPermanent: true,
  },
  {
    id: 'model_adapter_wrong',
    pattern:
      /failed to (?:apply|load) lora adapter|LoRA rank (\d+) is greater than max_lora_rank (\d+)|adapter_config\.json.*not found|base model .*does not match/i,
    explain: ({ groups: [, rank, limit] }, run) => ({
      explanation:
        rank === undefined
          ? 'The adapter (LoRA) could not be loaded: it is for another model, or the path is wrong.'
          : `The adapter has rank ${rank}, and the program is set to at most ${limit}.`,
      remedy:
        rank === undefined
          ? `Correct or remove it ${inArguments(run)}.`
          : `Write --max-lora-rank ${rank} ${inArguments(run)}.`,
      action: openArguments(run),
    }),
    isPermanent: true,
  },
  {
    id: 'model_load_failed',
    pattern:
      /(?:error loading model|failed to load model)[:,]? ?(.*)$|llama runner process has terminated: (.+)$/i,
    explain: ({ groups: [, reason, runner] }) => ({
      explanation: `The program could not load its model${(reason ?? runner) ? `: ${reason ?? runner}` : ''}.`,
      remedy: 'The lines before it name the cause. A newer version of the program may know this model.',
    }),
    isFollowUp: true,
  },
];
