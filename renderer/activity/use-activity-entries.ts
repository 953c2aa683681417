/** The entries of the activity that pass a filter, which grow at both ends: as things happen, and as older ones are asked for. */

import { useCallback, useEffect, useRef, useState } from 'react';
import type { ActivityCategory, ActivityEntry } from '../../shared/activity.ts';
import { MAX_ACTIVITY_ENTRIES } from '../../shared/limits.ts';
import { activityWords } from '../../shared/words/en/activity.ts';
import { words } from '../../shared/words/words.ts';
import { usePanelServices } from '../panel-context.tsx';
import type { CallFailure } from '../state/calls.ts';
import { useCall } from '../state/use-call.ts';

const t = words(activityWords);

/** Entries that are asked for at a time. */
const PAGE_ENTRIES = 100;

export interface ActivityFilter {
  /** Null: all backends, and the program. */
  backendId: number | null;
  /** Null: all of them. */
  category: ActivityCategory | null;
}

export interface ActivityEntries {
  /** The newest first; null while they are read for the first time. */
  entries: readonly ActivityEntry[] | null;
  hasOlder: boolean;
  isLoadingOlder: boolean;
  failure: CallFailure | null;
  loadOlder(): void;
  retry(): void;
}

interface Loaded {
  entries: readonly ActivityEntry[];
  before: number | null;
}

/** @param filter kept by the caller: a new object is a new filter */
export function useActivityEntries(filter: ActivityFilter): ActivityEntries {
  const { client, transport } = usePanelServices();
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const newest = useCall(t('readingFailed'));
  const older = useCall(t('readingOlderFailed'));
  const count = useRef(0);
  count.current = loaded?.entries.length ?? 0;

  const query = useCallback(
    (page: { before?: number; limit: number }) =>
      client.GetActivity({
        ...page,
        ...(filter.backendId === null ? {} : { backend_id: filter.backendId }),
        ...(filter.category === null ? {} : { categories: [filter.category] }),
      }),
    [client, filter],
  );

  const { run: runNewest } = newest;
  const read = useCallback(
    (isWanted: () => boolean) =>
      runNewest(async () => {
        const limit = Math.min(MAX_ACTIVITY_ENTRIES, Math.max(PAGE_ENTRIES, count.current));
        const page = await query({ limit });
        if (isWanted()) setLoaded((known) => withNewest(known, page));
      }),
    [query, runNewest],
  );

  // The newest are read as a whole, for an entry that was there may have changed: what is restored cannot be restored again.
  useEffect(() => {
    let isOpen = true;
    let isReading = false;
    let isOutdated = false;
    const refresh = async () => {
      isOutdated = true;
      if (isReading) return;
      isReading = true;
      while (isOutdated && isOpen) {
        isOutdated = false;
        await read(() => isOpen);
      }
      isReading = false;
    };
    setLoaded(null);
    const stop = transport.listen({ kind: 'activity' }, (event) => {
      if (event.kind === 'activity') void refresh();
    });
    return () => {
      isOpen = false;
      stop();
    };
  }, [read, transport]);

  const before = loaded?.before ?? null;
  return {
    entries: loaded?.entries ?? null,
    hasOlder: before !== null,
    isLoadingOlder: older.pending,
    failure: newest.failure ?? older.failure,
    loadOlder: () =>
      void older.run(async () => {
        if (before === null) return;
        const page = await query({ before, limit: PAGE_ENTRIES });
        setLoaded((known) =>
          known?.before === before
            ? { entries: [...known.entries, ...page.entries], before: page.before }
            : known,
        );
      }),
    retry: () => void read(() => true),
  };
}

/** The newest page in the place of what it overlaps. Where it overlaps nothing, there would be a gap, and it stands alone. */
function withNewest(known: Loaded | null, page: Loaded): Loaded {
  const oldest = page.entries.at(-1)?.seq;
  if (known === null || oldest === undefined || page.before === null) return page;
  if (!known.entries.some(({ seq }) => seq >= oldest)) return page;
  const older = known.entries.filter(({ seq }) => seq < oldest);
  return { entries: [...page.entries, ...older], before: older.length > 0 ? known.before : page.before };
}
