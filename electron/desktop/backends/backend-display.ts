/** How tray and notifications call a backend and its state: few words, and none that a title could forge. */
import type { FullBackend } from '../../../shared/backend.ts';
import { assertNever } from '../../../shared/errors.ts';

const MAX_NAME_LENGTH = 40;
/** Percent between two progress words: each new word is a new menu, and one that is open would flicker. */
const PROGRESS_STEP = 5;

/** Names of the backend types by their ids, where they are known. */
export type TypeNames = ReadonlyMap<string, string>;

/** Its title, or its type and id; on one line, without what would turn the text around it, cut to a menu's width. */
export function backendName(
  backend: Pick<FullBackend, 'id' | 'title' | 'type'>,
  typeNames?: TypeNames,
): string {
  const title = plainLine(backend.title);
  const name = title === '' ? `${typeNames?.get(backend.type) ?? backend.type} ${backend.id}` : title;
  return cut(name, MAX_NAME_LENGTH);
}

/** The state in a word or two, without anything that counts by the second. */
export function shortStatus(
  backend: Pick<FullBackend, 'phase' | 'load_status' | 'error' | 'next_step'>,
): string {
  const { phase } = backend;
  switch (phase) {
    case 'running':
      return 'running';
    case 'idle':
      return 'not answering';
    case 'loading': {
      const percent = /(\d{1,3}) ?%/.exec(backend.load_status ?? '')?.[1];
      if (percent === undefined) return 'loading';
      return `loading ${Math.floor(Number(percent) / PROGRESS_STEP) * PROGRESS_STEP} %`;
    }
    case 'waiting':
      if (backend.next_step?.kind === 'retry') return 'starting again soon';
      return mayNeedAdmission(backend) ? 'waits for your answer' : 'waiting';
    case 'stopping':
      // Nobody asked for this stop: the worker ended, and what it started is ended after it.
      return backend.error ? 'ended by itself' : 'stopping…';
    case 'errored':
      return 'error';
    case 'disabled':
      return 'off';
    default:
      return assertNever(phase);
  }
}

/** Whether it waits for a person to say what is to be done for its start. */
export const mayNeedAdmission = ({ phase, next_step }: Pick<FullBackend, 'phase' | 'next_step'>): boolean =>
  phase === 'waiting' && next_step?.kind === 'make_room' && next_step.asks;

/** One line of text: no control characters, no line breaks, no marks that change the direction of what follows. */
export function plainLine(text: string): string {
  return text
    .replace(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
}

/** Cuts between what a reader takes for characters, so that no emoji is torn. */
export function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const characters = [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
  return characters.length <= longest
    ? text
    : `${characters
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`;
}

/** A menu takes a single & for the mark of a shortcut; doubled it is shown as itself, on every platform. */
export const menuLabel = (text: string): string => text.replaceAll('&', '&&');
