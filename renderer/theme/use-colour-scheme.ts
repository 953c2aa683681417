/** Who keeps the choice of colours: the host for a window of its own, else the browser. */
import {
  type MantineColorScheme,
  type MantineColorSchemeManager,
  useMantineColorScheme,
} from '@mantine/core';
import type { Theme } from '../../shared/events.ts';
import { usePanelServices, usePanelState, usePreferenceBlockedReason } from '../panel-context.tsx';

/** For a window of the host's own: the page follows the system's wish, which the host sets, and keeps nothing. */
export const coloursOfHost: MantineColorSchemeManager = {
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
  /** Why it cannot be changed at present, or null. */
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
