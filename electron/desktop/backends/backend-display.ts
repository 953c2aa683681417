/** The name and state of a backend in tray and notifications: short, and safe against misleading titles. */
import { type FullBackend, isNotConfigured } from '../../../shared/backend.ts';
import { assertNever } from '../../../shared/errors.ts';
import { desktopWords } from '../../../shared/words/en/desktop.ts';
import { words } from '../../../shared/words/words.ts';

const t = words(desktopWords);

const MAX_NAME_LENGTH = 40;
/** Percent between two progress texts: each new text means a new menu, and setting menus makes the tray flicker. */
const PROGRESS_STEP = 5;

/** Names of the backend types by their ids, where they are known. */
export type TypeNames = ReadonlyMap<string, string>;

/** The title, or else the type and id; on one line, without characters that change the direction of text, short enough for a menu. */
export function backendName(
  backend: Pick<FullBackend, 'id' | 'title' | 'type'>,
  typeNames?: TypeNames,
): string {
  const title = toPlainLine(backend.title);
  const name = title === '' ? `${typeNames?.get(backend.type) ?? backend.type} ${backend.id}` : title;
  return truncate(name, MAX_NAME_LENGTH);
}

/** The status in a word or two, without values that change every second. */
export function shortStatus(
  backend: Pick<FullBackend, 'phase' | 'load_status' | 'error' | 'next_step' | 'crashes'>,
): string {
  const { phase } = backend;
  switch (phase) {
    case 'running':
      return isUnstable(backend)
        ? t('status_unstable', { count: backend.crashes?.length ?? 0 })
        : t('status_ready');
    case 'idle':
      return t('status_notAnswering');
    case 'loading': {
      const percent = /(\d{1,3}) ?%/.exec(backend.load_status ?? '')?.[1];
      if (percent === undefined) return t('status_starting');
      return t('status_startingPercent', {
        percent: Math.floor(Number(percent) / PROGRESS_STEP) * PROGRESS_STEP,
      });
    }
    case 'waiting':
      if (backend.next_step?.kind === 'retry') return t('status_startingAgain');
      return isAskingForAdmission(backend) ? t('status_needsAnswer') : t('status_waiting');
    case 'stopping':
      // Nobody asked for this stop: the worker ended, and now its child processes are ended.
      return backend.error ? t('status_endedByItself') : t('status_stopping');
    case 'errored':
      return isNotConfigured(backend) ? t('status_notSetUp') : t('status_failed');
    case 'sleeping':
      return t('status_sleeping');
    case 'disabled':
      return t('status_off');
    default:
      return assertNever(phase);
  }
}

/** Whether it runs, has crashed lately, and has not run well for long enough since. */
export const isUnstable = ({ phase, crashes = [] }: Pick<FullBackend, 'phase' | 'crashes'>): boolean =>
  phase === 'running' && crashes.length > 0;

/** Whether the backend waits for a person to decide how it gets enough VRAM. */
export const isAskingForAdmission = ({
  phase,
  next_step,
}: Pick<FullBackend, 'phase' | 'next_step'>): boolean =>
  phase === 'waiting' && next_step?.kind === 'make_room' && next_step.asks;

/** Removes control characters, line breaks, and marks that change the direction of the following text. */
export function toPlainLine(text: string): string {
  return text
    .replace(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
}

/** Truncates between whole characters as a reader sees them, so that no emoji is torn. @param maxLength in characters */
export function truncate(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const characters = [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
  return characters.length <= maxLength
    ? text
    : `${characters
        .slice(0, maxLength - 1)
        .join('')
        .trimEnd()}…`;
}

/** A single & in a menu marks a shortcut; a doubled one is shown as &, on every platform. */
export const escapeMenuLabel = (text: string): string => text.replaceAll('&', '&&');
