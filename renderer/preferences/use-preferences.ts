/** The preferences as the host has them. They are read again whenever the host reports a change of itself. */
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { PreferencesView } from '../../shared/operations.ts';
import { preferencesWords } from '../../shared/words/en/settings/preferences.ts';
import { currentLanguage, subscribeToLanguage, words } from '../../shared/words/words.ts';
import { usePanelServices, usePanelState } from '../panel-context.tsx';
import { type CallFailure, describeFailure } from '../state/calls.ts';
import { localizeSetting } from '../state/localize-settings.ts';

const t = words(preferencesWords);

export interface KnownPreferences {
  view: PreferencesView;
  /** Increases when a value has changed, and only then. */
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
  /** Accepts the host's reply to a change. */
  accept(view: PreferencesView): KnownPreferences;
}

export function usePreferences(): PreferencesControl {
  const { client } = usePanelServices();
  const host = usePanelState((state) => state.host);
  const [known, setKnown] = useState<KnownPreferences | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const latest = useRef<KnownPreferences | null>(null);
  const reads = useRef(0);

  const accept = useCallback((view: PreferencesView): KnownPreferences => {
    const before = latest.current;
    const isSame = before !== null && sameValues(before.view, view);
    latest.current = { view, revision: (before?.revision ?? 0) + (isSame ? 0 : 1) };
    setKnown(latest.current);
    return latest.current;
  }, []);

  const read = useCallback(async () => {
    const ownRead = ++reads.current;
    try {
      const view = await client.GetPreferences({});
      // A later read has been started: this reply may be out of date.
      if (ownRead !== reads.current) return;
      accept(view);
      setFailure(null);
    } catch (error) {
      if (ownRead === reads.current) setFailure(describeFailure(t('readingFailed'), error));
    }
  }, [client, accept]);

  // The host pushes its info with every change of a preference, wherever the change was made.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => void read(), [read, host]);

  const language = useSyncExternalStore(subscribeToLanguage, currentLanguage);
  // biome-ignore lint/correctness/useExhaustiveDependencies: its texts are in the language at present
  const shown = useMemo(
    () => known && { ...known, view: { ...known.view, settings: known.view.settings.map(localizeSetting) } },
    [known, language],
  );
  return { known: shown, failure, read, accept };
}
