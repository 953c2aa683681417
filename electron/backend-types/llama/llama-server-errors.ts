/** Explains the exit of a llama-server that ended before it was ready. Source: what llama-server 0.4.0 prints, see e2e/recordings. */
import { SwitchyardError } from '../../../shared/errors.ts';
import type { EngineFailure } from '../../core/diagnosis/known-failure.ts';
import { isLoopback } from '../../core/network-address.ts';
import { llamaServerLabels as labels } from './llama-server-settings.ts';

export interface LlamaServerStart {
  backend: string;
  /** The setting ModelPath; empty for none. */
  modelPath: string;
  /** Arguments that follow from settings other than the user's own, and the label of each setting. */
  ownArguments?: ReadonlyMap<string, string>;
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
        reason:
          setting === undefined
            ? 'which this version does not know'
            : `which follows from ${setting} and which this version is too old for`,
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
        reason: 'for it was built without TLS',
      }),
  },
  {
    pattern: /^error: the supplied chat template is not supported/,
    explain: (_, { backend }) =>
      new SwitchyardError('engine_refused_argument', {
        backend,
        argument: '--chat-template',
        setting: labels.ExtraArgs,
        reason: 'whose template it cannot read',
      }),
  },
  {
    pattern: /chat template parsing error: ?(.*)$/,
    explain: (_, { backend, modelPath }) =>
      new SwitchyardError('model_unsupported', {
        backend,
        path: modelPath,
        reason: 'has a chat template that llama-server cannot use',
        advice: `Add --chat-template chatml to ${labels.ExtraArgs}, or the template that its publisher names; another file of the same model may have one that works. The log has the details.`,
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
            reason: `names the address ${host}, which this machine does not have, or whose port ${port} is in use`,
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
        reason: `names models that llama-server cannot set up (${reason})`,
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
      new SwitchyardError('not_a_model', { backend, path: modelPath, reason: 'is not a GGUF model' }),
  },
  {
    pattern: /tensor '(.+)' data is not within the file bounds/,
    explain: ([, tensor = ''], { backend, modelPath }) =>
      new SwitchyardError('model_damaged', {
        backend,
        path: modelPath,
        reason: `is cut off or damaged: the data of ${tensor} lies beyond its end`,
      }),
  },
  {
    pattern: /gguf_init_from_(?:reader|file): (.+)$/,
    explain: ([, reason = ''], { backend, modelPath }) =>
      new SwitchyardError('model_damaged', { backend, path: modelPath, reason: `is damaged (${reason})` }),
  },
  {
    pattern: /unknown model architecture: '(.+)'/,
    explain: ([, architecture = ''], { backend, modelPath }) =>
      new SwitchyardError('model_unsupported', {
        backend,
        path: modelPath,
        reason: `is of the kind '${architecture}', which this llama-server does not know`,
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
        reason:
          'names a model that llama-server could not fetch: it needs a connection to its source, an existing name, and for some a token (HF_TOKEN)',
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

const settingOf = (path: string, { modelPath }: LlamaServerStart): string =>
  path === modelPath ? labels.ModelPath : labels.ExtraArgs;

function describeValueProblem(problem: string): string {
  if (/^sto\w+/.test(problem)) return 'whose value is not a number';
  if (problem.includes('expected value')) return 'which needs a value';
  return problem.trim() === '' ? 'whose value it cannot read' : `whose value it refuses (${problem.trim()})`;
}
