/**
 * What the panel shows, as the part of its address behind `#`, so that Back, a reload and a bookmark lead there again:
 * the open dialog as a path (`#/backend/3/log`, `#/preferences`), the filter and the grouping as parameters
 * (`#/?q=status:failed&state=attention&by=gpu`), and that the graphics cards are shown as lanes (`#/?as=lanes`). The other
 * densities are no part of it: they suit a window, and not what is looked at. `#/backend/3` leads to a card and stands for
 * nothing that stays.
 */
import { MAX_BACKEND_ID_DIGITS } from '../../../shared/limits.ts';
import { type Dialog, groupings, groups, type ViewState } from '../view-state.ts';

/** Longer filters are cut: a link is no place for a text. */
const MAX_FILTER_LENGTH = 500;

/** Dialogs of one backend. */
const backendDialogs = [
  'edit',
  'log',
  'command-line',
  'tags',
  'usage',
  'try',
  'use-in',
  'activity',
  'report',
] as const;
/** Dialogs of the program. */
const programDialogs = [
  'add',
  'activity',
  'report',
  'deleted',
  'models',
  'fleet',
  'import',
  'export',
  'preferences',
  'about',
] as const;

const NUMBER = `(\\d{1,${MAX_BACKEND_ID_DIGITS}})`;
const BACKEND_PATH = new RegExp(`^/backend/${NUMBER}(?:/([a-z-]+))?/?$`);
const GPU_PATH = new RegExp(`^/gpu/${NUMBER}/?$`);

export interface PageLocation {
  dialog: Dialog | null;
  /** The backend whose card is to be shown; null where the address names none. */
  revealed: number | null;
  filterText: string;
  filterGroup: ViewState['filterGroup'];
  /** Null where the address leaves that to the browser's own choice. */
  grouping: ViewState['grouping'] | null;
  /** Whether it asks for lanes; false leaves that to the browser's own choice. */
  asLanes: boolean;
}

type Shown = Pick<ViewState, 'dialog' | 'filterText' | 'filterGroup' | 'grouping'> &
  Pick<PageLocation, 'asLanes'>;

/** @returns null where the path leads nowhere */
function placeAt(path: string): Pick<PageLocation, 'dialog' | 'revealed'> | null {
  if (path === '/' || path === '') return { dialog: null, revealed: null };
  const [, gpu] = GPU_PATH.exec(path) ?? [];
  if (gpu !== undefined) return { dialog: { kind: 'gpu', gpu: Number(gpu) }, revealed: null };
  const [, id, name] = BACKEND_PATH.exec(path) ?? [];
  if (id !== undefined) {
    if (name === undefined) return { dialog: null, revealed: Number(id) };
    const kind = backendDialogs.find((one) => one === name);
    return kind === undefined ? null : { dialog: { kind, id: Number(id) }, revealed: null };
  }
  const kind = programDialogs.find((one) => `/${one}` === path.replace(/\/$/, ''));
  return kind === undefined ? null : { dialog: { kind }, revealed: null };
}

/** @returns null where it is no location of the panel, such as a sign-in code */
export function locationAt(hash: string): PageLocation | null {
  if (!hash.startsWith('#/')) return null;
  const [path = '', query = ''] = hash.slice(1).split(/\?(.*)/s);
  const place = placeAt(path);
  if (place === null) return null;
  const parameters = new URLSearchParams(query);
  return {
    ...place,
    filterText: (parameters.get('q') ?? '').slice(0, MAX_FILTER_LENGTH),
    filterGroup: groups.find((group) => group === parameters.get('state')) ?? null,
    grouping: groupings.find((grouping) => grouping === parameters.get('by')) ?? null,
    asLanes: parameters.get('as') === 'lanes',
  };
}

function pathOf(dialog: Dialog | null): string {
  if (dialog === null) return '/';
  if (dialog.kind === 'gpu') return `/gpu/${dialog.gpu}`;
  return 'id' in dialog && dialog.id !== undefined
    ? `/backend/${dialog.id}/${dialog.kind}`
    : `/${dialog.kind}`;
}

/** @returns `''` for the whole list */
export function addressOf({ dialog, filterText, filterGroup, grouping, asLanes }: Shown): string {
  const parameters = new URLSearchParams();
  if (filterText.trim() !== '') parameters.set('q', filterText.trim().slice(0, MAX_FILTER_LENGTH));
  if (filterGroup !== null) parameters.set('state', filterGroup);
  if (grouping !== 'none') parameters.set('by', grouping);
  if (asLanes) parameters.set('as', 'lanes');
  // Colons and commas may stand there as they are, so that people can read and write it.
  const query = parameters.toString().replaceAll('%3A', ':').replaceAll('%2C', ',');
  const path = pathOf(dialog);
  if (query === '') return path === '/' ? '' : `#${path}`;
  return `#${path}?${query}`;
}
