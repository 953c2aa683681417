/** The choice of the language. The host keeps it for its own window; otherwise the browser keeps it. */
import { useEffect, useState } from 'react';
import { languageChoices, languages } from '../../shared/words/languages/languages.ts';
import { usePanelServices, usePanelState, usePreferenceBlockedReason } from '../panel-context.tsx';
import { showLanguage, storedLanguage } from './page-language.ts';

export interface LanguageChoice {
  /** `system` or the code of a language. */
  chosen: string;
  /** Why the language cannot be changed at present, or null. */
  blocked: string | null;
  choose(choice: string): void;
}

/** In their own names, so that whoever reads none of the others finds theirs. */
export const languageNames: readonly { value: string; label: string; lang: string }[] = languages.map(
  ({ code, name }) => ({ value: code, label: name, lang: code }),
);

export function useLanguageChoice(): LanguageChoice {
  const { transport, actions } = usePanelServices();
  const [stored, setStored] = useState(() => storedLanguage(languageChoices));
  const ofHost = usePanelState(({ host }) => host?.language);
  const blocked = usePreferenceBlockedReason('Language');
  if (transport.shownIn === 'browser' || ofHost === undefined)
    return {
      chosen: stored,
      blocked: null,
      choose: (choice) => {
        setStored(choice);
        void showLanguage(choice).catch(() => setStored(storedLanguage(languageChoices)));
      },
    };
  return { chosen: ofHost, blocked, choose: (choice) => void actions.setLanguage(choice) };
}

/** In the host's own window the page has the language that the host keeps. */
export function useLanguageOfHost(): void {
  const { transport } = usePanelServices();
  const ofHost = usePanelState(({ host }) => host?.language);
  useEffect(() => {
    // A language that cannot be loaded is tried again at the next start of the page.
    if (transport.shownIn === 'window' && ofHost !== undefined)
      void showLanguage(ofHost).catch(() => undefined);
  }, [transport, ofHost]);
}
