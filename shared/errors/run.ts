/** Errors of a backend that was started: its worker ended, or what answers at its address is not what it should be. */
import type { HostText, Phrase } from '../words/phrase.ts';
import { operationError } from './definition.ts';
import { type ExitKind, exitKind, type KnownCause } from './start.ts';

export const runErrors = {
  /** `cause` and `remedy` are those of its diagnosis, where a known failure was found. */
  crashed: operationError<{ backend: string; reason: HostText } & KnownCause, ExitKind>(exitKind),
  unresponsive: operationError<{ backend: string; seconds: number; reason: HostText }>(),
  /** `reason` and `advice`: the texts of the last failure. */
  crash_loop: operationError<{ backend: string; failures: number; reason: Phrase; advice: Phrase }>(),
  stop_not_confirmed: operationError<{ backend: string; reason: HostText }>(),
  /** `address`: the URL that was requested. */
  contact_lost: operationError<{ backend: string; reason: HostText; address?: string }>(),
  no_contact: operationError<{ backend: string; address: string; reason: HostText }>(),
  /** `settings`: labels of the settings with the credentials. `isSent`: whether one of them is set. */
  access_refused: operationError<
    {
      backend: string;
      address: string;
      status: number;
      settings: HostText;
      isSent: boolean;
    },
    { sent: 'yes' | 'no' }
  >(({ isSent }) => ({ sent: isSent ? 'yes' : 'no' })),
  /** `target`: where it sends on to. `settings` as in `access_refused`. */
  login_required: operationError<{ backend: string; address: string; target: string; settings: HostText }>(),
  /** `reason` completes "…: ". The certificate is one that a person may accept. */
  certificate_untrusted: operationError<{
    backend: string;
    address: string;
    reason: HostText;
    fingerprint: string;
    subject: string;
    validUntil: string;
  }>(),
  certificate_changed: operationError<{
    backend: string;
    address: string;
    trusted: string;
    fingerprint: string;
    subject: string;
    validUntil: string;
  }>(),
  /** 429. `seconds`: for how long it asks to be left alone, where it says so. */
  rate_limited: operationError<
    { backend: string; address: string; seconds?: number | undefined },
    { wait: 'unknown' | 'seconds' | 'minutes'; amount: number }
  >(({ seconds }) =>
    seconds === undefined
      ? { wait: 'unknown', amount: 0 }
      : seconds < 120
        ? { wait: 'seconds', amount: seconds }
        : { wait: 'minutes', amount: Math.round(seconds / 60) },
  ),
  wrong_engine: operationError<{ backend: string; engine: HostText; address: string; reason: HostText }>(),
  webui_api_off: operationError<{ backend: string; address: string }>(),
  connected_to_itself: operationError<{ backend: string }>(),
  remote_error: operationError<{ backend: string; reason: HostText }>(),
  free_memory_failed: operationError<{ backend: HostText; reason: HostText }>(),
};
