/** The program's own settings as the host has them, read anew whenever it says that something about it is different. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { PreferencesView } from '../../shared/operations.ts';
import { usePanelServices, usePanelState } from '../panel-context.tsx';
import { type CallFailure, describeFailure } from '../state/activity.ts';

export interface KnownPreferences {
  view: PreferencesView;
  /** Grows when a value is different, and only then. */
  revision: number;
}

const sameValues = (a: PreferencesView, b: PreferencesView) =>
  JSON.stringify(a.values) === JSON.stringify(b.values);

export interface PreferencesControl {
  /** Null until they have been read. */
  known: KnownPreferences | null;
  /** Why they could not be read, or null. */
  failure: CallFailure | null;
  read(): Promise<void>;
  /** Takes over what the host answered to a change. */
  take(view: PreferencesView): KnownPreferences;
}

export function usePreferences(): PreferencesControl {
  const { client } = usePanelServices();
  const host = usePanelState((state) => state.host);
  const [known, setKnown] = useState<KnownPreferences | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const latest = useRef<KnownPreferences | null>(null);
  const reads = useRef(0);

  const take = useCallback((view: PreferencesView): KnownPreferences => {
    const before = latest.current;
    const isSame = before !== null && sameValues(before.view, view);
    latest.current = { view, revision: (before?.revision ?? 0) + (isSame ? 0 : 1) };
    setKnown(latest.current);
    return latest.current;
  }, []);

  const read = useCallback(async () => {
    const mine = ++reads.current;
    try {
      const view = await client.GetPreferences({});
      // An answer that was overtaken by a later one is out of date.
      if (mine !== reads.current) return;
      take(view);
      setFailure(null);
    } catch (error) {
      if (mine === reads.current) setFailure(describeFailure('Reading the preferences', error));
    }
  }, [client, take]);

  // The host pushes a new word about itself with every change of a preference, wherever that was made.
  // biome-ignore lint/correctness/useExhaustiveDependencies: as said above
  useEffect(() => void read(), [read, host]);

  return { known, failure, read, take };
}
