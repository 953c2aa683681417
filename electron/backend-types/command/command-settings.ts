/** The settings of `command`. */
import { boolean, dropdown, integer, text, type ValuesOf } from '../../../shared/settings.ts';
import { workerCommonSettings } from '../../core/backend/common-settings.ts';
import { environmentSetting } from '../common/environment-setting.ts';
import { gpuListSetting } from '../common/gpu-list-setting.ts';
import { HEALTH_INTERVAL_MS, MAX_HEALTH_FAILURES } from '../common/health-monitor.ts';
import { listenSetting } from '../common/listen-setting.ts';
import { portSetting } from '../common/port-setting.ts';
import {
  autoRestartSetting,
  startTimeoutSetting,
  stopTimeoutSetting,
} from '../common/start-and-stop-settings.ts';
import { apiKeySetting } from '../common/worker-key.ts';

export const commandLabels = {
  Command: 'Program',
  Arguments: 'Arguments',
  WorkingDirectory: 'Working directory',
  ReadyUrl: 'Ready address',
  HealthUrl: 'Health address',
};

/** What most programs need comes first; the rest is `advanced` and stands behind one line of the form. */
export const commandSettings = {
  Command: text({
    label: commandLabels.Command,
    description:
      'The program to run: its full path, or its name where it is installed for all programs. No shell is involved.',
    placeholder: '/usr/local/bin/llama-server',
    required: true,
    format: 'program',
    group: 'Program',
  }),
  Arguments: text({
    label: commandLabels.Arguments,
    description:
      'What is handed to the program, separated by spaces; put quotes around a part with spaces. {PORT} becomes a free port, here and in every other field; {HOST} the address on which it is to listen, here and in the environment variables.',
    placeholder: '--host {HOST} --port {PORT}',
    format: 'args',
    secretsGoTo: 'ApiKey',
    group: 'Program',
  }),
  WorkingDirectory: text({
    label: commandLabels.WorkingDirectory,
    description: 'The folder the program starts in. Empty: the data folder of Switchyard.',
    placeholder: '/home/me/engine',
    format: 'path-dir',
    group: 'Program',
  }),
  Environment: environmentSetting({ group: 'Program' }),
  Port: portSetting({
    group: 'Program',
    description:
      'What {PORT} stands for. 0 = the port that it got at its first start, which it keeps: where another program has taken it, it gets another one, and the card says so. A port of yours is taken or the start fails. --port among its arguments wins.',
  }),
  ListenOn: listenSetting({
    group: 'Program',
    warning:
      'For a program that takes its address from {HOST}. Many ask nobody for a key: whoever reaches the address can use it.',
  }),
  ApiKey: apiKeySetting(
    'by LLAMA_API_KEY and VLLM_API_KEY, and where {API_KEY} stands in the environment variables or the arguments',
    { group: 'Program', advanced: true },
  ),
  GPU_ID: gpuListSetting({ group: 'Program' }),
  ReadyUrl: text({
    label: commandLabels.ReadyUrl,
    description:
      'A web address that answers without an error once the program is ready. Empty: the health address; without that, it is ready when it opens {PORT}, or at once where {PORT} is not used.',
    placeholder: 'http://127.0.0.1:{PORT}/health',
    format: 'url',
    group: 'Health',
  }),
  HealthUrl: text({
    label: commandLabels.HealthUrl,
    description: `Asked every ${HEALTH_INTERVAL_MS / 1000} seconds while the program runs. After ${MAX_HEALTH_FAILURES} failures in a row the backend shows as idle until it answers again. Empty: it counts as well while it runs.`,
    placeholder: 'http://127.0.0.1:{PORT}/health',
    format: 'url',
    group: 'Health',
    advanced: true,
    requiresRestart: false,
  }),
  OtherListener: boolean({
    label: 'Another program listens for it',
    description:
      'For containers: with docker or podman the port is opened by the container program, not by what is started here. Otherwise leave it off: it lets any program that answers there count as this one.',
    default: false,
    group: 'Health',
    advanced: true,
  }),
  FreeMemoryUrl: text({
    label: 'Memory request address',
    description:
      'Asked when memory is to be freed. Empty: the program cannot free memory while it runs; stopping it frees everything.',
    placeholder: 'http://127.0.0.1:{PORT}/unload',
    format: 'url',
    group: 'Memory',
    advanced: true,
    requiresRestart: false,
  }),
  FreeMemoryMethod: dropdown({
    label: 'Memory request method',
    description: 'How the memory request is sent.',
    default: 'POST',
    values: ['POST', 'GET', 'PUT', 'DELETE'],
    group: 'Memory',
    visibleWhen: { setting: 'FreeMemoryUrl' },
    advanced: true,
    requiresRestart: false,
  }),
  FreeMemoryBody: text({
    label: 'Memory request body',
    description: 'JSON that is sent along. Empty: nothing is.',
    placeholder: '{"unload_models": true}',
    format: 'json',
    group: 'Memory',
    visibleWhen: { setting: 'FreeMemoryUrl' },
    advanced: true,
    requiresRestart: false,
  }),
  MaxUsages: integer({
    label: 'Requests at the same time',
    description: 'How many requests clients may send side by side. Only told to clients, not enforced.',
    default: 1,
    min: 1,
    max: 10_000,
    group: 'Use',
    advanced: true,
    requiresRestart: false,
  }),
  AutoRestart: autoRestartSetting({
    description:
      'Starts the program again when it ended by itself, first at once, then at growing intervals.',
    group: 'Start and stop',
  }),
  StartTimeout: startTimeoutSetting({
    description:
      'A start counts as failed when the program is not ready after this time. Large models need minutes, and a first start may download.',
    default: 120,
    group: 'Start and stop',
    advanced: true,
  }),
  StopTimeout: stopTimeoutSetting({
    description:
      'How long its end may take before it is ended by force with everything it started. Three quarters of it may pass before the program is asked to end: Switchyard cannot know of its requests, so connections that clients have open to it count as work.',
    group: 'Start and stop',
    advanced: true,
  }),
  ...workerCommonSettings,
};

export type CommandSettings = ValuesOf<typeof commandSettings>;
