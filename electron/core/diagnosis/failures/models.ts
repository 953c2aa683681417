/** Failures of the model that is to be loaded, in the words of llama.cpp, transformers, vLLM, safetensors and torch. */
import { failureRemedyWords } from '../../../../shared/words/en/errors/failure-remedies.ts';
import { failureWords } from '../../../../shared/words/en/errors/failures.ts';
import { given, texts } from '../../../../shared/words/phrase.ts';
import type { KnownFailure } from '../known-failure.ts';
import { copyCommand, firstOf, inArguments, openArguments } from './advice.ts';

const cause = texts(failureWords);
const remedy = texts(failureRemedyWords);

export const modelFailures: readonly KnownFailure[] = [
  {
    id: 'model_is_projector',
    pattern: /unknown model architecture: '(?:clip|mmproj)'/,
    explain: (_, run) => ({
      explanation: cause('model_is_projector'),
      remedy: remedy('model_is_projector', { where: inArguments(run) }),
      action: openArguments(run),
    }),
    isPermanent: true,
  },
  {
    id: 'model_architecture_unknown',
    pattern:
      /unknown model architecture: '([^']+)'|Model architectures \[([^\]]+)\] (?:are not supported|failed to be inspected)|model of type `?([\w-]+)`? but Transformers does not recognize this architecture|Unrecognized model in (\S+?)\.? |unsupported model architecture:? "?([\w-]+)/,
    explain: ({ groups: [, ...names] }) => ({
      explanation: cause('model_architecture_unknown', { kind: firstOf(names)?.replaceAll("'", '') ?? '' }),
      remedy: remedy('model_architecture_unknown'),
    }),
    isPermanent: true,
  },
  {
    id: 'model_split_incomplete',
    pattern:
      /invalid split file|illegal split file|failed to load GGUF split from (\S+)|split_(?:no|count).*mismatch|No such file or directory: '([^']+-\d{5}-of-\d{5}[^']*)'/,
    explain: ({ groups: [, ...files] }) => ({
      explanation: cause('model_split_incomplete', given('file', firstOf(files))),
      remedy: remedy('model_split_incomplete'),
    }),
    isPermanent: true,
  },
  {
    id: 'model_is_a_pointer',
    pattern: /invalid load key, 'v'|header too large.*version https|git-lfs\.github\.com/,
    explain: () => ({
      explanation: cause('model_is_a_pointer'),
      remedy: remedy('model_is_a_pointer'),
      action: copyCommand('git lfs install && git lfs pull'),
    }),
    isPermanent: true,
  },
  {
    id: 'model_cut_off',
    pattern:
      /data is not within the file bounds|MetadataIncompleteBuffer|Error while deserializing header: (\w+)|PytorchStreamReader failed|gguf_init_from_\w+: (?!failed to open)(?:failed to read(?! magic)|invalid(?! magic)|corrupt)|_pickle\.UnpicklingError|file is too short to be a|Corrupted? (?:model|checkpoint)|SafetensorError/,
    explain: () => ({
      explanation: cause('model_cut_off'),
      remedy: remedy('model_cut_off'),
    }),
    isPermanent: true,
  },
  {
    id: 'model_not_gguf',
    pattern: /invalid magic characters|failed to read magic|GGUF magic/i,
    explain: () => ({
      explanation: cause('model_not_gguf'),
      remedy: remedy('model_not_gguf'),
    }),
    isPermanent: true,
  },
  {
    id: 'model_file_missing',
    pattern:
      /failed to open GGUF file '([^']+)'|does not appear to have a file named (\S+?)[.,]? |no file named (\S+) found in directory|Can't load (?:the )?(?:tokenizer|configuration|model|image processor) for '([^']+)'|Incorrect path_or_model_id: '([^']+)'|model path does not exist: (\S+)|Invalid model path/i,
    explain: ({ groups: [, ...paths] }) => ({
      explanation: cause('model_file_missing', given('path', firstOf(paths))),
      remedy: remedy('model_file_missing'),
      action: { kind: 'open_settings' },
    }),
    isPermanent: true,
  },
  {
    id: 'model_adapter_wrong',
    pattern:
      /failed to (?:apply|load) lora adapter|LoRA rank (\d+) is greater than max_lora_rank (\d+)|adapter_config\.json.*not found|base model .*does not match/i,
    explain: ({ groups: [, rank, limit = ''] }, run) => ({
      explanation:
        rank === undefined ? cause('model_adapter_wrong') : cause('model_adapter_rank', { rank, limit }),
      remedy:
        rank === undefined
          ? remedy('model_adapter_wrong', { where: inArguments(run) })
          : remedy('model_adapter_rank', { rank, where: inArguments(run) }),
      action: openArguments(run),
    }),
    isPermanent: true,
  },
  {
    id: 'model_load_failed',
    pattern:
      /(?:error loading model|failed to load model)[:,]? ?(.*)$|llama runner process has terminated: (.+)$/i,
    explain: ({ groups: [, reason, runner] }) => ({
      explanation: cause('model_load_failed', given('reason', reason ?? runner)),
      remedy: remedy('model_load_failed'),
    }),
    isFollowUp: true,
  },
];
