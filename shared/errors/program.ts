/** Errors of the program itself: of its shutdown, its own settings, and the folders it lists. */
import { MAX_API_KEYS, MAX_REQUESTS_PER_MINUTE } from '../limits.ts';
import { operationError } from './definition.ts';

export const programErrors = {
  shutting_down: operationError({
    message: () => 'Switchyard is shutting down.',
    hint: 'Start it again and repeat the call.',
  }),
  folder_unreadable: operationError<{ path: string; reason: string }>({
    message: ({ path, reason }) => `The folder ${path} cannot be read: ${reason}.`,
    hint: 'Choose another folder.',
  }),
  not_available_here: operationError<{ name: string }>({
    message: ({ name }) => `${name} is not available in this way of running Switchyard.`,
    hint: 'Start Switchyard in another way, without --no-auth and --token, or use the desktop app.',
  }),
  not_ended_by_calls: operationError({
    message: () => 'This Switchyard is a desktop app, and is not ended by calls.',
    hint: 'Quit it on its own machine. The headless host can be ended by ShutdownServer.',
  }),
  no_file_manager: operationError<{ file: string }>({
    message: ({ file }) => `The folder of ${file} cannot be shown: Switchyard runs without a desktop here.`,
    hint: 'Open that file on the computer on which Switchyard runs, or download the log.',
  }),
  gateway_off: operationError({
    message: () => 'The gateway is off, so nothing can be opened through it.',
    hint: 'Switch it on in Preferences, or start Switchyard without --gateway-port off.',
  }),
  /** `page`: where the panel is shown. `port`: that of the gateway. */
  gateway_not_reachable: operationError<{ page: string; port: number }>({
    message: ({ page, port }) =>
      `The pages of backends have the address of the gateway, and from ${page} no address is known that leads to it: its port ${port} answers on its own computer alone.`,
    hint: ({ port }) =>
      `Let a name of its own, such as https://models.example, lead to port ${port} through your proxy, and start Switchyard with --gateway-url and that address. Through an SSH tunnel, forward port ${port} as well and open the panel as localhost.`,
  }),
  api_key_name_missing: operationError({
    message: () => 'The API key needs a name.',
    hint: 'Name it after the program or the person that will use it.',
  }),
  api_key_name_taken: operationError<{ name: string }>({
    message: ({ name }) => `There is an API key with the name “${name}” already.`,
    hint: 'Choose another name, or revoke the other key first.',
  }),
  too_many_api_keys: operationError({
    message: () => `There are ${MAX_API_KEYS} API keys already, which is the most that are kept.`,
    hint: 'Revoke one that is not used any more.',
  }),
  api_key_limits_need_use: operationError<{ role: string }>({
    message: ({ role }) =>
      `An API key with the role ${role} cannot be limited to some backends or to a rate.`,
    hint: 'Choose the role use, which asks models and nothing else, or leave the limits out.',
  }),
  api_key_without_backends: operationError({
    message: () => 'The API key could not use any backend: its list of backends is empty.',
    hint: 'Name one backend at least, or leave the list out for all.',
  }),
  api_key_rate_invalid: operationError<{ value: number }>({
    message: ({ value }) =>
      `An API key cannot be limited to ${value} requests per minute: from 1 to ${MAX_REQUESTS_PER_MINUTE} are possible.`,
    hint: 'Give another number, or leave it out for no limit.',
  }),
  invalid_api_key_id: operationError<{ id: string }>({
    message: ({ id }) => `There is no API key with the id ${id}.`,
    hint: 'It may have been revoked meanwhile.',
  }),
  preference_not_applied: operationError<{ name: string; reason: string; hint?: string }>({
    message: ({ name, reason }) => `${name} could not be changed: ${reason}.`,
    hint: ({ hint }) => hint ?? 'Nothing was changed.',
  }),
  invalid_pattern: operationError<{ reason: string }>({
    message: ({ reason }) => `This is no regular expression: ${reason}.`,
    hint: 'Correct it, or search for it as a text.',
  }),
  search_too_slow: operationError<{ pattern: string }>({
    message: ({ pattern }) =>
      `The search for ${pattern} was ended: on a line of this log the expression takes a time without an end.`,
    hint: 'Make it simpler: a repetition within a repetition, such as (a+)+, is what usually causes this.',
  }),
  log_run_gone: operationError<{ backend: string }>({
    message: ({ backend }) => `The log of ${backend} has no lines of that run any more.`,
    hint: 'Choose one of the runs that ListLogRuns has. How much of a log is kept is in Preferences.',
  }),
};
