/** Applies what the user chooses in Preferences, before it is stored, so that a failure refuses the change with a message. */
import { isAbsolute } from 'node:path';
import type { NativeTheme } from 'electron';
import { messageOf, SwitchyardError } from '../../../shared/errors.ts';
import type { PreferencesView } from '../../../shared/operations.ts';
import { programWords } from '../../../shared/words/en/program.ts';
import { type HostText, texts } from '../../../shared/words/phrase.ts';
import { settingText } from '../../../shared/words/setting-text.ts';
import { onWire } from '../../../shared/words/wire-phrases.ts';
import type { ApiKeyAdministration, Preferences } from '../../core/storage/preferences.ts';
import { describeSystemError } from '../../core/system-errors.ts';
import { type PublicUrl, parsePublicUrls } from '../../http/sites/public-url.ts';
import { chooseDataDir, type DataLocation } from './data-location.ts';
import type { DesktopPreferences, desktopPreferences } from './desktop-preferences.ts';

const say = texts(programWords);

/** The HTTP API, as far as the preferences control it. */
interface ApiControl {
  /** Null while it is off. */
  readonly url: string | null;
  readonly token: string;
  /** @throws SwitchyardError `preference_not_applied` */
  start(port: number): Promise<void>;
  setPublicUrls(publicUrls: readonly PublicUrl[]): void;
  stop(): Promise<void>;
  renewToken(): Promise<void>;
  signOutEverywhere(): Promise<void>;
  /** Null while it is off. */
  readonly apiKeys: ApiKeyAdministration | null;
}

/** The gateway, as far as the preferences control it. */
interface GatewayControl {
  /** Null while it is off. */
  readonly port: number | null;
  /** @throws SwitchyardError `preference_not_applied` */
  start(port: number): Promise<void>;
  setPublicUrls(publicUrls: readonly PublicUrl[]): void;
  stop(): Promise<void>;
}

export interface PreferenceTargets {
  location: DataLocation;
  /** The folder of the pointer to a chosen data directory. */
  defaultDir: string;
  nativeTheme: Pick<NativeTheme, 'themeSource'>;
  api: ApiControl;
  gateway: GatewayControl;
  setLanguage(choice: string): Promise<void>;
  /** @throws SwitchyardError */
  setLoginItem(on: boolean, hidden: boolean): Promise<void>;
  /** Notes that are always shown, such as how secrets are kept. */
  notes: PreferencesView['notes'];
}

export function applyPreferences(
  preferences: Preferences<typeof desktopPreferences>,
  targets: PreferenceTargets,
): void {
  const { location, api, gateway, nativeTheme } = targets;
  preferences.attach({
    async apply(next, before) {
      const publicUrls = readPublicUrls(next.PublicUrls);
      if (next.DataDirectory !== before.DataDirectory) moveDataDirectory(next.DataDirectory, targets);
      const isApiChanged = next.HttpApi !== before.HttpApi || next.HttpPort !== before.HttpPort;
      const isGatewayChanged = next.Gateway !== before.Gateway || next.GatewayPort !== before.GatewayPort;
      if (isApiChanged) await serveApi(next, api);
      try {
        if (isGatewayChanged) await serveGateway(next, gateway);
        const { StartAtLogin, StartHidden } = next;
        if (StartAtLogin !== before.StartAtLogin || (StartAtLogin && StartHidden !== before.StartHidden))
          await targets.setLoginItem(StartAtLogin, StartHidden);
      } catch (error) {
        if (isApiChanged) await serveApi(before, api);
        if (isGatewayChanged) await serveGateway(before, gateway);
        throw error;
      }
      if (next.PublicUrls !== before.PublicUrls)
        for (const target of [api, gateway]) target.setPublicUrls(publicUrls);
      nativeTheme.themeSource = next.Theme;
      if (next.Language !== before.Language) await targets.setLanguage(next.Language);
    },
    notes: () => [
      ...targets.notes,
      ...gatewayNotes(preferences.values(), gateway),
      ...(preferences.values().DataDirectory === location.dataDir
        ? []
        : [
            {
              setting: 'DataDirectory',
              level: 'info' as const,
              ...onWire({
                message: say('dataDirectoryNextStart', { dataDir: location.dataDir }),
                hint: say('dataDirectoryNextStart_hint'),
              }),
            },
          ]),
    ],
    api: () => ({ url: api.url, token: api.token }),
    renewApiToken: () => api.renewToken(),
    signOutEverywhere: () => api.signOutEverywhere(),
    apiKeys: () => api.apiKeys,
  });
}

async function serveApi(
  { HttpApi, HttpPort }: DesktopPreferences,
  api: PreferenceTargets['api'],
): Promise<void> {
  if (!HttpApi) await api.stop();
  else if (api.url === null || Number(new URL(api.url).port) !== HttpPort) await api.start(HttpPort);
}

async function serveGateway(
  { Gateway, GatewayPort }: DesktopPreferences,
  gateway: PreferenceTargets['gateway'],
): Promise<void> {
  if (!Gateway) await gateway.stop();
  else if (gateway.port !== GatewayPort) await gateway.start(GatewayPort);
}

/** Says where the gateway is when it could not have its port. */
function gatewayNotes(
  { Gateway, GatewayPort }: DesktopPreferences,
  { port }: GatewayControl,
): PreferencesView['notes'] {
  if (!Gateway || port === null || port === GatewayPort) return [];
  return [
    {
      setting: 'GatewayPort',
      level: 'warning',
      // As texts: a port is not a number that a language would group.
      ...onWire({
        message: say('gatewayOnOtherPort', { wanted: String(GatewayPort), port: String(port) }),
        hint: say('gatewayOnOtherPort_hint'),
      }),
    },
  ];
}

/** @throws SwitchyardError `preference_not_applied` */
export function readPublicUrls(text: string): PublicUrl[] {
  try {
    return parsePublicUrls(text);
  } catch (error) {
    throw new SwitchyardError(
      'preference_not_applied',
      {
        name: settingText('preferences_PublicUrls'),
        reason: messageOf(error),
        hint: say('publicUrlsRefused_hint'),
      },
      { cause: error },
    );
  }
}

/** @throws SwitchyardError */
function moveDataDirectory(chosen: string, { location, defaultDir }: PreferenceTargets): void {
  const refuse = (reason: HostText) =>
    new SwitchyardError('preference_not_applied', {
      name: settingText('preferences_DataDirectory'),
      reason,
    });
  if (!isAbsolute(chosen)) throw refuse(say('dataDirectoryNotFull'));
  if (!location.isChosen) throw refuse(say('dataDirectoryFixed'));
  try {
    chooseDataDir(chosen, location.dataDir, defaultDir);
  } catch (error) {
    throw refuse(describeSystemError(error));
  }
}
