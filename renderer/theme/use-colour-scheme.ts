/** The choice of colours. The host keeps it for its own window; otherwise the browser keeps it. */
import {
  type MantineColorScheme,
  type MantineColorSchemeManager,
  useMantineColorScheme,
} from '@mantine/core';
import type { Theme } from '../../shared/events.ts';
import { usePanelServices, usePanelState, usePreferenceBlockedReason } from '../panel-context.tsx';

/** For the host's own window: the page uses the colours of the system, which the host sets, and stores nothing. */
export const hostColourScheme: MantineColorSchemeManager = {
  get: () => 'auto',
  set: () => undefined,
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => undefined,
};

export const schemes = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'auto', label: 'As the system' },
] as const satisfies readonly { value: MantineColorScheme; label: string }[];

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
