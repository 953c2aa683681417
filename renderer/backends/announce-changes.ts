/**
 * Tells a screen reader which backends have changed their state, in one sentence for all that happened within a moment. It
 * never tells of figures. What needs attention goes to the assertive region, everything else to the polite one.
 */
import { announcementsWords } from '../../shared/words/en/backends/announcements.ts';
import { joinTranslated, joinWithAnd } from '../../shared/words/join-texts.ts';
import { words } from '../../shared/words/words.ts';
import { formatDisplayName } from '../format/display-name.ts';
import { groupOf, isUnstable } from '../format/status-text.ts';
import type { PanelStore, ShownBackend } from '../state/panel-store.ts';
import type { ViewStore } from '../state/view-state.ts';

const t = words(announcementsWords);

/** Milliseconds for which changes are collected: a restart of many must not talk for a minute. */
const COLLECTING = 1_000;
/** With more of them, they are counted and not named. */
const MAX_NAMED = 2;

type News = 'failed' | 'asks' | 'crashed' | 'ready' | 'off';

/** In the order in which they are told. */
const newsByUrgency = {
  urgent: ['failed', 'asks', 'crashed'],
  other: ['ready', 'off'],
} as const satisfies Record<string, readonly News[]>;

/** What the present state of a backend is as news; null for what is on its way. */
function newsOf(backend: ShownBackend): News | null {
  const { phase, next_step: next } = backend;
  if (phase === 'errored') return 'failed';
  if (phase === 'waiting' && next?.kind === 'make_room' && next.asks) return 'asks';
  if (phase === 'waiting' && next?.kind === 'retry') return 'crashed';
  if (phase === 'running' && !isUnstable(backend)) return 'ready';
  return groupOf(backend) === 'off' ? 'off' : null;
}

function sentenceOf(news: News, names: readonly string[]): string {
  const count = names.length;
  return t(news, { count, who: count <= MAX_NAMED ? joinWithAnd(names) : t('who', { count }) });
}

/** @returns the function that ends it */
export function announceChanges(store: PanelStore, view: ViewStore): () => void {
  /** What each backend was last known to be: as it was told, or as it was from the beginning. */
  const told = new Map<number, News | null>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isFirst = true;

  const tell = () => {
    timer = undefined;
    const state = store.getState();
    const found = new Map<News, string[]>();
    for (const [id, backend] of state.backends) {
      const news = newsOf(backend);
      const isNew = !told.has(id);
      if (news === null || told.get(id) === news) continue;
      told.set(id, news);
      // That one is off which somebody has just added is no news.
      if (isNew && news === 'off') continue;
      found.set(news, [...(found.get(news) ?? []), formatDisplayName(state, id)]);
    }
    for (const id of told.keys()) if (!state.backends.has(id)) told.delete(id);
    const tellOf = (kinds: readonly News[]) =>
      joinTranslated(
        kinds.filter((news) => found.has(news)).map((news) => sentenceOf(news, found.get(news) ?? [])),
      );
    const alert = tellOf(newsByUrgency.urgent);
    const announcement = tellOf(newsByUrgency.other);
    if (alert !== '') view.setState({ alert });
    if (announcement !== '') view.setState({ announcement });
  };

  const stop = store.subscribe((state, before) => {
    if (state.freshness !== 'live' || state.backends === before.backends) return;
    if (isFirst) {
      isFirst = false;
      for (const [id, backend] of state.backends) told.set(id, newsOf(backend));
      return;
    }
    // At once, for a restart may be over before the moment is.
    for (const [id, backend] of state.backends)
      if (backend !== before.backends.get(id) && told.has(id) && newsOf(backend) === null) told.set(id, null);
    timer ??= setTimeout(tell, COLLECTING);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}
