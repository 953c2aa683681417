/** Errors of a backend that was started: its worker ended, or what answers at its address is not what it should be. */
import { operationError } from './definition.ts';
import { causeText, exitHint, type KnownCause } from './start.ts';

export const runErrors = {
  /** `cause` and `remedy` are those of its diagnosis, where a known failure was found. */
  crashed: operationError<{ backend: string; reason: string } & KnownCause>({
    message: ({ backend, reason, cause }) => `${backend} stopped by itself (${reason}).${causeText(cause)}`,
    hint: ({ reason, remedy }) => remedy ?? exitHint(reason),
  }),
  unresponsive: operationError<{ backend: string; seconds: number; reason: string }>({
    message: ({ backend, seconds, reason }) =>
      `${backend} was ended, for it had not answered for ${seconds} s. ${reason}`,
    hint: 'The last lines of its log may name the cause. How long it is waited for is one of its settings: "Restart when it does not answer for".',
  }),
  crash_loop: operationError<{ backend: string; failures: number; reason: string }>({
    message: ({ backend, failures, reason }) =>
      `${backend} failed ${failures} times in a row, so it was not started again. Last: ${reason}`,
    hint: 'Correct the cause, then press Restart.',
  }),
  stop_not_confirmed: operationError<{ backend: string; reason: string }>({
    message: ({ backend, reason }) => `${backend} could not be stopped yet. ${reason}`,
    hint: 'This is tried again until nothing of it is left. A process of another user has to be ended by that user or by an administrator.',
  }),
  /** `address`: the URL that was requested. */
  contact_lost: operationError<{ backend: string; reason: string; address?: string }>({
    message: ({ backend, reason, address }) =>
      `${backend} does not answer any more${address === undefined ? '' : ` at ${address}`} (${reason}).`,
    hint: 'It is asked again until it answers.',
  }),
  no_contact: operationError<{ backend: string; address: string; reason: string }>({
    message: ({ backend, address, reason }) => `${backend} cannot be reached at ${address} (${reason}).`,
    hint: 'Look whether it is switched on there and whether the address is right. It is asked again until it answers.',
  }),
  /** `settings`: labels of the settings with the credentials. `isSent`: whether one of them is set. */
  access_refused: operationError<{
    backend: string;
    address: string;
    status: number;
    settings: string;
    isSent: boolean;
  }>({
    message: ({ backend, address, status, isSent }) =>
      `${backend} is refused by ${address} (${status}): ${isSent ? 'it does not accept the key or login that it was sent' : 'it wants a key or a login, and none is set'}.`,
    hint: ({ settings, isSent }) =>
      `${isSent ? 'Correct' : 'Fill in'} ${settings} in its settings. It is asked again, less and less often.`,
  }),
  /** `target`: where it sends on to. `settings` as in `access_refused`. */
  login_required: operationError<{ backend: string; address: string; target: string; settings: string }>({
    message: ({ backend, address, target }) =>
      `${backend} is not let in by ${address}: it answers with a page on which people sign in (${target}).`,
    hint: ({ settings }) =>
      `That page cannot be filled in from here. Fill in ${settings} in its settings with what the server or the proxy before it accepts instead, or have that address left out of the login.`,
  }),
  /** `reason` completes "…: ". The certificate is one that a person may accept. */
  certificate_untrusted: operationError<{
    backend: string;
    address: string;
    reason: string;
    fingerprint: string;
    subject: string;
    validUntil: string;
  }>({
    message: ({ backend, address, reason, fingerprint, subject, validUntil }) =>
      `${backend} is sent nothing at ${address}: ${reason}. It says that it is for "${subject}" until ${validUntil}; its SHA-256 fingerprint is ${fingerprint}.`,
    hint: 'If that is the certificate which the server really has, accept it: here, or by its fingerprint as Trusted certificate in the settings. For an authority of your own, start Switchyard with its file in the variable NODE_EXTRA_CA_CERTS.',
  }),
  certificate_changed: operationError<{
    backend: string;
    address: string;
    trusted: string;
    fingerprint: string;
    subject: string;
    validUntil: string;
  }>({
    message: ({ backend, address, trusted, fingerprint, subject, validUntil }) =>
      `${backend} is sent nothing at ${address}: its certificate is not the one that was accepted (${trusted}). This one says that it is for "${subject}" until ${validUntil}; its SHA-256 fingerprint is ${fingerprint}.`,
    hint: 'If it was renewed there, accept the new one: here, or by its fingerprint as Trusted certificate in the settings. If not, another program answers, or somebody reads along.',
  }),
  /** 429. `seconds`: for how long it asks to be left alone, where it says so. */
  rate_limited: operationError<{ backend: string; address: string; seconds?: number | undefined }>({
    message: ({ backend, address }) =>
      `${backend} is there, but takes no more requests for now: ${address} answered 429, which means too many requests.`,
    hint: ({ seconds }) =>
      `${seconds === undefined ? 'It is asked again after a while' : `It is asked again in ${seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`} at the earliest, as it wishes`}. All who use the same key share its limit.`,
  }),
  wrong_engine: operationError<{ backend: string; engine: string; address: string; reason: string }>({
    message: ({ backend, engine, address, reason }) =>
      `${backend} does not find ${engine} at ${address}: ${reason}.`,
    hint: ({ engine }) =>
      `Another program may have that address. Correct the address, or choose the type for what answers there. It is asked again until ${engine} answers.`,
  }),
  webui_api_off: operationError<{ backend: string; address: string }>({
    message: ({ backend, address }) => `${backend} finds a web UI at ${address} whose API is off.`,
    hint: 'Start it with --api among its arguments (COMMANDLINE_ARGS in its webui-user file). It is asked again until its API answers.',
  }),
  connected_to_itself: operationError<{ backend: string }>({
    message: ({ backend }) => `${backend} is connected to this very Switchyard.`,
    hint: 'Correct its Address: it must be that of another instance.',
  }),
  remote_error: operationError<{ backend: string; reason: string }>({
    message: ({ backend, reason }) => `${backend}: the instance there says: ${reason}`,
    hint: 'Look into the panel of that instance.',
  }),
  free_memory_failed: operationError<{ backend: string; reason: string }>({
    message: ({ backend, reason }) => `${backend} could not free its memory: ${reason}.`,
    hint: 'Restarting it frees everything.',
  }),
};
