/** Explains the exit of a llama-server that ended before it was ready. Source: what llama-server 0.4.0 prints, see e2e/recordings. */

import { SwitchyardError } from '../../../shared/errors.ts';
import { modelFileWords } from '../../../shared/words/en/errors/model-files.ts';
import { startReasonWords } from '../../../shared/words/en/errors/start-reasons.ts';
import { type HostText, type Text, texts } from '../../../shared/words/phrase.ts';
import type { EngineFailure } from '../../core/diagnosis/known-failure.ts';
import { isLoopback } from '../../core/network-address.ts';
import { llamaServerLabels as labels } from './llama-server-settings.ts';

const of = texts(modelFileWords);

const why = texts(startReasonWords);

export interface LlamaServerStart {
  backend: string;
  /** The setting ModelPath; empty for none. */
  modelPath: string;
  /** Arguments that follow from settings other than the user's own, and the label of each setting. */
  ownArguments?: ReadonlyMap<string, HostText>;
}

interface Rule {
  /** Of one line. */
  pattern: RegExp;
  explain: (match: readonly string[], start: LlamaServerStart) => SwitchyardError;
}

/** The first rule of which a line is found counts: what is specific comes before what follows from it. */
const RULES: readonly Rule[] = [
  {
    pattern: /^error: invalid argument: (.+)$/,
    explain: ([, argument = ''], { backend, ownArguments }) => {
      const setting = ownArguments?.get(argument);
      return new SwitchyardError('engine_refused_argument', {
        backend,
        argument,
        setting: setting ?? labels.ExtraArgs,
        reason: setting === undefined ? why('argument_unknown') : why('argument_tooNew', { setting }),
      });
    },
  },
  {
    pattern: /error while handling argument "([^"]+)": ?(.*)$/,
    explain: ([, argument = '', problem = ''], { backend, ownArguments }) =>
      new SwitchyardError('engine_refused_argument', {
        backend,
        argument,
        setting: ownArguments?.get(argument) ?? labels.ExtraArgs,
        reason: describeValueProblem(problem),
      }),
  },
  {
    pattern: /the server is built without SSL support/,
    explain: (_, { backend }) =>
      new SwitchyardError('engine_refused_argument', {
        backend,
        argument: '--ssl-key-file',
        setting: labels.ExtraArgs,
        reason: why('argument_withoutTls'),
      }),
  },
  {
    pattern: /^error: the supplied chat template is not supported/,
    explain: (_, { backend }) =>
      new SwitchyardError('engine_refused_argument', {
        backend,
        argument: '--chat-template',
        setting: labels.ExtraArgs,
        reason: why('argument_template'),
      }),
  },
  {
    pattern: /chat template parsing error: ?(.*)$/,
    explain: (_, { backend, modelPath }) =>
      new SwitchyardError('model_unsupported', {
        backend,
        path: modelPath,
        reason: of('chatTemplate'),
        advice: of('chatTemplate_advice', { setting: labels.ExtraArgs }),
      }),
  },
  {
    pattern: /couldn't bind HTTP server socket, hostname: (.+), port: (\d+)/,
    explain: ([, host = '', port = ''], { backend }) =>
      isLoopback(host) || host === '0.0.0.0' || host === '::'
        ? new SwitchyardError('port_in_use', { backend, port: Number(port) })
        : new SwitchyardError('invalid_setting_at_start', {
            backend,
            name: labels.ExtraArgs,
            reason: why('addressNotHere', { address: host, port }),
          }),
  },
  {
    pattern: /failed to initialize router models: error: '(.+)' does not exist or is not a directory/,
    explain: ([, path = ''], { backend }) =>
      new SwitchyardError('path_not_found', { backend, name: labels.ModelsDir, path, expected: 'folder' }),
  },
  {
    pattern: /failed to initialize router models: preset file does not exist: (.+)$/,
    explain: ([, path = ''], { backend }) =>
      new SwitchyardError('path_not_found', { backend, name: labels.ExtraArgs, path, expected: 'file' }),
  },
  {
    pattern: /failed to initialize router models: (.+)$/,
    explain: ([, reason = ''], { backend }) =>
      new SwitchyardError('invalid_setting_at_start', {
        backend,
        name: labels.ExtraArgs,
        reason: why('modelsNotSetUp', { reason }),
      }),
  },
  {
    pattern: /failed to open GGUF file '(.+)' \((.+)\)/,
    explain: ([, path = '', reason = ''], start) =>
      reason === 'No such file or directory'
        ? new SwitchyardError('path_not_found', {
            backend: start.backend,
            name: settingOf(path, start),
            path,
            expected: 'file',
          })
        : new SwitchyardError('path_not_readable', { backend: start.backend, path, reason }),
  },
  {
    pattern: /gguf_init_from_reader: (?:invalid magic characters|failed to read magic)/,
    explain: (_, { backend, modelPath }) =>
      new SwitchyardError('not_a_model', { backend, path: modelPath, reason: of('notGguf') }),
  },
  {
    pattern: /tensor '(.+)' data is not within the file bounds/,
    explain: ([, tensor = ''], { backend, modelPath }) =>
      new SwitchyardError('model_damaged', {
        backend,
        path: modelPath,
        reason: of('cutOff', { tensor }),
      }),
  },
  {
    pattern: /gguf_init_from_(?:reader|file): (.+)$/,
    explain: ([, reason = ''], { backend, modelPath }) =>
      new SwitchyardError('model_damaged', { backend, path: modelPath, reason: of('damagedBy', { reason }) }),
  },
  {
    pattern: /unknown model architecture: '(.+)'/,
    explain: ([, architecture = ''], { backend, modelPath }) =>
      new SwitchyardError('model_unsupported', {
        backend,
        path: modelPath,
        reason: of('unknownKind', { architecture }),
      }),
  },
  {
    pattern:
      /failed to initialize the context: .*(?:allocate|out of memory)|failed to allocate .*(?:kv cache|compute)/,
    explain: (_, { backend }) => new SwitchyardError('not_enough_memory', { backend, part: 'context' }),
  },
  {
    pattern:
      /unable to allocate .*buffer|ggml_aligned_malloc: insufficient memory|cudaMalloc failed: out of memory|ErrorOutOfDeviceMemory/,
    explain: (_, { backend }) => new SwitchyardError('not_enough_memory', { backend, part: 'model' }),
  },
  {
    pattern: /exactly one out metadata, path_model, and file must be defined/,
    explain: (_, { backend }) =>
      new SwitchyardError('invalid_setting_at_start', {
        backend,
        name: labels.ExtraArgs,
        reason: why('modelNotFetched'),
      }),
  },
  {
    pattern: /(?:error loading model|failed to load multimodal model|failed to load lora adapter)[:,]? (.+)$/,
    explain: ([, reason = ''], { backend }) => new SwitchyardError('model_refused', { backend, reason }),
  },
];

/** @returns null where nothing is recognised */
export function explainLlamaServerExit(
  lines: readonly string[],
  start: LlamaServerStart,
): EngineFailure | null {
  for (const { pattern, explain } of RULES) {
    for (const [index, line] of lines.entries()) {
      const match = pattern.exec(line);
      if (match) return { error: explain(match, start), index };
    }
  }
  return null;
}

const settingOf = (path: string, { modelPath }: LlamaServerStart): HostText =>
  path === modelPath ? labels.ModelPath : labels.ExtraArgs;

function describeValueProblem(problem: string): Text {
  if (/^sto\w+/.test(problem)) return why('argument_notNumber');
  if (problem.includes('expected value')) return why('argument_needsValue');
  return problem.trim() === ''
    ? why('argument_unreadable')
    : why('argument_valueRefused', { reason: problem.trim() });
}
