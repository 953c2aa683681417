/** Who can reach a worker that is started here: the setting, and what the card says about it. */

import { networkInterfaces } from 'node:os';
import { dropdown, type SettingGroup } from '../../../../shared/settings.ts';
import { noticeWords } from '../../../../shared/words/en/backends/notices.ts';
import { given, type HostText, type Text, texts } from '../../../../shared/words/phrase.ts';
import { joinSentences } from '../../../../shared/words/sentences.ts';
import { settingText as t } from '../../../../shared/words/setting-text.ts';
import { isLoopback } from '../../../core/network-address.ts';

const note = texts(noticeWords);

export type ListenOn = 'this computer' | 'the network';

export const LISTEN_LABEL = t('common_ListenOn');

interface FormTexts {
  group?: SettingGroup;
  description: Text;
}

/** It is to be named `ListenOn`. */
export const listenSetting = ({ group, description }: FormTexts) =>
  dropdown({
    label: t('common_ListenOn'),
    description,
    default: 'this computer',
    values: ['this computer', 'the network'],
    names: [t('common_ListenOn_choice1'), t('common_ListenOn_choice2')],
    advanced: true,
    ...(group === undefined ? {} : { group }),
  });

/** For {@link listenSetting}. */
export const NO_KEY_DESCRIPTION = t('common_ListenOn_noKey');

/** Where a person has set the address on which an engine listens. */
export interface OwnHost {
  isOnNetwork: boolean;
  /** As the person wrote it, with the setting: `More arguments has --host 0.0.0.0`. It follows “because”. */
  source: Text;
}

export interface Listening {
  wanted: ListenOn;
  /** Null where the person has set none, so that the setting counts. */
  own: OwnHost | null;
  /** Base URL at which this machine reaches it. */
  base: string;
}

export const isOnNetwork = ({ own, wanted }: Pick<Listening, 'own' | 'wanted'>): boolean =>
  own?.isOnNetwork ?? wanted === 'the network';

/**
 * What the card says: that others can reach it, or why they cannot although the setting says so.
 * @param access how it keeps others out, in a sentence; null where that needs no word. Left out: it asks for no key
 * @returns null where there is nothing to say
 */
export function describeListening(
  listening: Listening,
  access: Text | null = note('access_noKey'),
): HostText | null {
  const { base, own, wanted } = listening;
  if (isOnNetwork(listening)) {
    const reached = note('onNetwork', { address: networkAddress(base), ...given('source', own?.source) });
    return access === null ? reached : joinSentences([reached, access]);
  }
  if (wanted === 'this computer' || own === null) return null;
  return note('onlyHere', { source: own.source, setting: LISTEN_LABEL });
}

/** The address by which other machines reach a server that this one reaches at `base`. */
export function networkAddress(base: string): HostText {
  const url = new URL(base);
  if (!isLoopback(url.hostname)) return base;
  const own = ownNetworkAddress();
  if (own === null) return note('portHere', { port: url.port });
  url.hostname = own;
  return url.href.replace(/\/$/, '');
}

/** Interfaces of containers and virtual machines, at which no other machine reaches this one. */
const VIRTUAL_INTERFACE = /^(docker|br-|veth|virbr|vmnet|vboxnet|vEthernet|tun|utun)/i;

/** An IPv4 address by which other machines reach this one; null where it has none. */
function ownNetworkAddress(): string | null {
  const found = Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) =>
    addresses
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .map(({ address }) => ({ address, isVirtual: VIRTUAL_INTERFACE.test(name) })),
  );
  return (found.find(({ isVirtual }) => !isVirtual) ?? found[0])?.address ?? null;
}
