/**
 * What a person has given to llama-server by arguments and variables of their own, where it wins over the settings or decides
 * what may be added. Source: `llama-server --help` of 0.4.0.
 */
import type { FileChecks } from '../../core/files/file-checks.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What one argument is called, and the variable that stands for it. */
interface Option {
  names: readonly string[];
  variable?: string;
}

export const llamaOptions = {
  parallel: { names: ['-np', '--parallel'], variable: 'LLAMA_ARG_N_PARALLEL' },
  corsOrigins: { names: ['--cors-origins'], variable: 'LLAMA_ARG_CORS_ORIGINS' },
  metrics: { names: ['--metrics'], variable: 'LLAMA_ARG_ENDPOINT_METRICS' },
  sleepIdleSeconds: { names: ['--sleep-idle-seconds'] },
  apiKey: { names: ['--api-key'], variable: 'LLAMA_API_KEY' },
  apiKeyFile: { names: ['--api-key-file'], variable: 'LLAMA_ARG_API_KEY_FILE' },
} satisfies Record<string, Option>;

/** Any of these says which model it serves, or from where a router takes its models. */
const MODEL_SOURCES: readonly Option[] = [
  { names: ['-m', '--model'], variable: 'LLAMA_ARG_MODEL' },
  { names: ['-mu', '--model-url'], variable: 'LLAMA_ARG_MODEL_URL' },
  { names: ['-dr', '--docker-repo'], variable: 'LLAMA_ARG_DOCKER_REPO' },
  { names: ['-hf', '-hfr', '--hf-repo'], variable: 'LLAMA_ARG_HF_REPO' },
  { names: ['--models-dir'], variable: 'LLAMA_ARG_MODELS_DIR' },
  { names: ['--models-preset'], variable: 'LLAMA_ARG_MODELS_PRESET' },
];
/** Arguments such as --gpt-oss-20b-default, each of which stands for a model. */
const MODEL_SHORTCUT = /^--(?!spec-)[a-z0-9.-]+-default$/;

/** Slots of a llama-server that is told nothing, or -1. */
const AUTOMATIC_SLOTS = 4;

/** @returns the value of the last argument of that name, or null where it is not among them */
export function argumentValue({ names }: Option, args: readonly string[]): string | null {
  const index = args.findLastIndex((argument) => names.includes(argument));
  return index < 0 ? null : (args[index + 1] ?? '');
}

export const isGiven = (option: Option, args: readonly string[], environment: Environment = {}): boolean =>
  argumentValue(option, args) !== null || isSet(option, environment);

const isSet = ({ variable }: Option, environment: Environment): boolean =>
  variable !== undefined && (environment[variable] ?? '') !== '';

export const namesModels = (args: readonly string[], environment: Environment): boolean =>
  MODEL_SOURCES.some((option) => isGiven(option, args, environment)) ||
  args.some((argument) => MODEL_SHORTCUT.test(argument));

/** How many requests it answers side by side. @param setting the number of the settings, which a person's own argument or variable overrides */
export function slotsOf(args: readonly string[], environment: Environment, setting: number): number {
  const { parallel } = llamaOptions;
  const value = argumentValue(parallel, args) ?? environment[parallel.variable] ?? '';
  const slots = Number(value);
  if (value.trim() === '' || !Number.isInteger(slots)) return setting;
  return slots > 0 ? slots : AUTOMATIC_SLOTS;
}

/**
 * Variables for the worker. By them, unlike by arguments, the models of a router get the same, and an older llama-server is not
 * kept from starting. Without the first, every web page that a person opens could read what it answers.
 */
export function environmentOf(args: readonly string[], given: Environment): Record<string, string> {
  return {
    ...(isGiven(llamaOptions.corsOrigins, args, given)
      ? {}
      : { [llamaOptions.corsOrigins.variable]: 'localhost' }),
    ...(isGiven(llamaOptions.metrics, args, given) ? {} : { [llamaOptions.metrics.variable]: '1' }),
  };
}

/** A key that it accepts; empty where it has none, or where the file with its keys cannot be read. */
export async function findApiKey(
  args: readonly string[],
  environment: Environment,
  files: Pick<FileChecks, 'readStart'>,
): Promise<string> {
  const keys = argumentValue(llamaOptions.apiKey, args) ?? environment[llamaOptions.apiKey.variable] ?? '';
  const [key = ''] = keys.split(',');
  if (key !== '') return key;
  const path =
    argumentValue(llamaOptions.apiKeyFile, args) ?? environment[llamaOptions.apiKeyFile.variable] ?? '';
  if (path === '') return '';
  try {
    const text = new TextDecoder().decode(await files.readStart(path, MAX_KEY_FILE_BYTES));
    return text.split(/\r?\n/).find((line) => line !== '' && !line.startsWith('#')) ?? '';
  } catch {
    // llama-server refuses to start without it, and says so.
    return '';
  }
}

const MAX_KEY_FILE_BYTES = 64 * 1024;
