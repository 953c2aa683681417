/** What the real llama-server printed when it failed to start becomes an error in words. */
import { expect, test } from 'vitest';
import { recordedText } from '../../../e2e/testkit/recordings.ts';
import { MAX_LAST_LINES } from '../../../shared/limits.ts';
import { isPermanent } from '../../core/backend/backend-errors.ts';
import { explainLlamaServerExit } from './llama-server-errors.ts';

/** The last lines of a recorded start that failed, as a run keeps them. */
function recordedLines(name: string): string[] {
  const text = recordedText('llama-server-0.4.0', `fail-${name}.txt`);
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('---'))
    .slice(-MAX_LAST_LINES);
}

const backend = 'Backend 3 (Writer)';
const explain = (lines: string[], modelPath = '/models/m.gguf') =>
  explainLlamaServerExit(lines, { backend, modelPath })?.error ?? null;

test.each([
  ['truncated-gguf', 'model_damaged', true, /cut off or damaged: the data of blk\.1\.attn_output\.weight/],
  ['truncated-big-gguf', 'model_damaged', true, /blk\.3\.ffn_down\.weight/],
  ['corrupt-gguf', 'model_damaged', true, /is damaged \(number of tensors is \d+/],
  ['not-gguf', 'not_a_model', true, /m\.gguf: it is not a GGUF model/],
  ['missing-model', 'path_not_found', true, /there is no file at \/nowhere\/x\.gguf/],
  ['oom-context-ulimit', 'not_enough_memory', false, /not enough memory for the context/],
  ['oom-model-ulimit', 'not_enough_memory', false, /not enough memory for its model/],
  ['bad-argument', 'engine_refused_argument', true, /--no-such-flag, which this version does not know/],
  ['bad-value', 'engine_refused_argument', true, /--ctx-size, whose value is not a number/],
  ['port-in-use', 'port_in_use', false, /port 21352 is already in use/],
  [
    'chat-template-syntax',
    'model_unsupported',
    true,
    /m\.gguf has a chat template that llama-server cannot use/,
  ],
  [
    'chat-template-filter',
    'model_unsupported',
    true,
    /m\.gguf has a chat template that llama-server cannot use/,
  ],
  ['models-dir-missing', 'path_not_found', true, /there is no folder at \/nowhere/],
])('%s: %s', (name, code, permanent, message) => {
  const error = explain(recordedLines(name));
  expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
  expect(error?.message).toContain(backend);
  expect(error && isPermanent(error)).toBe(permanent);
});

test.each([
  [
    'E srv  llama_server: failed to initialize router models: preset file does not exist: /x.ini',
    'path_not_found',
    '/x.ini',
  ],
  [
    'E srv  llama_server: failed to initialize router models: failed to parse server config file: /x.ini',
    'invalid_setting_at_start',
    'failed to parse server config file: /x.ini',
  ],
  [
    'E llama_model_load_from_file_impl: exactly one out metadata, path_model, and file must be defined',
    'invalid_setting_at_start',
    'could not fetch',
  ],
  [
    "E srv         start: couldn't bind HTTP server socket, hostname: 10.9.9.9, port: 21404",
    'invalid_setting_at_start',
    '10.9.9.9',
  ],
  [
    'error while handling argument "--ctx-size": expected value for argument',
    'engine_refused_argument',
    'needs a value',
  ],
  [
    'error: the supplied chat template is not supported: {% bad',
    'engine_refused_argument',
    '--chat-template',
  ],
  [
    "E llama_model_load: error loading model: error loading model architecture: unknown model architecture: 'qwen9'",
    'model_unsupported',
    "'qwen9'",
  ],
  [
    '0.00.009.976 E srv          init: the server is built without SSL support',
    'engine_refused_argument',
    'it was built without TLS',
  ],
  ['E gguf_init_from_reader: failed to read magic', 'not_a_model', '/models/m.gguf'],
  [
    "E gguf_init_from_file: failed to open GGUF file '/models/m.gguf' (Permission denied)",
    'path_not_readable',
    'Permission denied',
  ],
  ['E llama_model_load: error loading model: missing tensor', 'model_refused', 'missing tensor'],
  [
    'E ggml_backend_cuda_buffer_type_alloc_buffer: allocating 9000.00 MiB on device 0: cudaMalloc failed: out of memory',
    'not_enough_memory',
    'its model',
  ],
])('%s', (line, code, text) => {
  expect(explain([line])).toMatchObject({ code, message: expect.stringContaining(text) });
});

test('the setting is named from which a path or an argument follows', () => {
  const line = (path: string) => [`failed to open GGUF file '${path}' (No such file or directory)`];
  expect(explain(line('/models/m.gguf'))?.hint).toContain('Correct Model file');
  expect(explain(line('/models/mmproj.gguf'))?.hint).toContain('Correct More arguments');
  const own = explainLlamaServerExit(['error: invalid argument: --sleep-idle-seconds'], {
    backend,
    modelPath: '',
    ownArguments: new Map([['--sleep-idle-seconds', 'Unload when unused']]),
  })?.error;
  expect(own?.message).toContain('follows from Unload when unused and which this version is too old for');
  expect(own?.hint).toContain('Correct Unload when unused in its settings, or update the program');
});

test('what is not recognised, and a start that went well, are not explained', () => {
  expect(explain([])).toBeNull();
  expect(explain(['I srv  llama_server: model loaded', 'Segmentation fault'])).toBeNull();
});
