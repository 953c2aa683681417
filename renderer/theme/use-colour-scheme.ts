/** The choice of colours. The host keeps it for its own window; otherwise the browser keeps it. */

import {
  type MantineColorScheme,
  type MantineColorSchemeManager,
  useMantineColorScheme,
} from '@mantine/core';
import type { Theme } from '../../shared/events.ts';
import { commonWords } from '../../shared/words/en/common.ts';
import { shellWords } from '../../shared/words/en/shell.ts';
import { words } from '../../shared/words/words.ts';
import { usePanelServices, usePanelState, usePreferenceBlockedReason } from '../panel-context.tsx';

const t = words(shellWords);
const common = words(commonWords);

/** For the host's own window: the page uses the colours of the system, which the host sets, and stores nothing. */
export const hostColourScheme: MantineColorSchemeManager = {
  get: () => 'auto',
  set: () => undefined,
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => undefined,
};

export const schemes = [
  { value: 'light', label: () => t('light') },
  { value: 'dark', label: () => t('dark') },
  { value: 'auto', label: () => common('asTheSystem') },
] as const satisfies readonly { value: MantineColorScheme; label: () => string }[];

const themeOf = (scheme: MantineColorScheme): Theme => (scheme === 'auto' ? 'system' : scheme);
const schemeOf = (theme: Theme): MantineColorScheme => (theme === 'system' ? 'auto' : theme);

export interface ColourScheme {
  chosen: MantineColorScheme;
  /** Why the colours cannot be changed at present, or null. */
  blocked: string | null;
  choose(scheme: MantineColorScheme): void;
}

export function useColourScheme(): ColourScheme {
  const { transport, actions } = usePanelServices();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const theme = usePanelState(({ host }) => host?.theme);
  const blocked = usePreferenceBlockedReason('Theme');
  if (transport.shownIn === 'browser' || theme === undefined)
    return { chosen: colorScheme, blocked: null, choose: setColorScheme };
  return {
    chosen: schemeOf(theme),
    blocked,
    choose: (scheme) => void actions.setTheme(themeOf(scheme)),
  };
}
