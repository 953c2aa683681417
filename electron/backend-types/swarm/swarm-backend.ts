/**
 * `swarmswarmbackend`: another instance of SwarmUI or Switchyard. It is a parent: it does no work itself and shows the backends
 * of that instance as its children.
 */

import { join } from 'node:path';
import { boolean, type ValuesOf } from '../../../shared/settings.ts';
import { freeingWords } from '../../../shared/words/en/backends/freeing.ts';
import { noticeWords } from '../../../shared/words/en/backends/notices.ts';
import { remoteReasonWords } from '../../../shared/words/en/errors/remote-reasons.ts';
import { texts } from '../../../shared/words/phrase.ts';
import { ReasonError } from '../../../shared/words/reason-error.ts';
import { settingText as t } from '../../../shared/words/setting-text.ts';
import {
  type Adapter,
  type AdapterIo,
  type ChildCommand,
  defineBackendType,
  type FreeResult,
} from '../../core/backend/backend-type.ts';
import { remoteCommonSettings } from '../../core/backend/common-settings.ts';
import type { Finding, WellKnownLocations } from '../../core/discovery/well-known-locations.ts';
import { isThere } from '../../core/files/is-there.ts';
import { findEngineFolders } from '../common/engine-folders.ts';
import { describeFinding, probeLoopback } from '../common/loopback-server.ts';
import {
  createMemoryReader,
  type InstanceOnMachine,
  type MachineMemory,
  toMachines,
} from '../common/machines.ts';
import { EngineClient } from '../remote/engine-client.ts';
import { RemoteContact } from '../remote/remote-contact.ts';
import {
  accessSettings,
  contactSettings,
  REMOTE_STOP_TIMEOUT_MS,
  remoteStartTimeoutMs,
} from '../remote/remote-settings.ts';
import { UnexpectedReplyError } from '../remote/server-replies.ts';
import { PEER_TYPE, type PeerChild, SwarmPeer, sessionSchema } from './swarm-peer.ts';

const remote = texts(remoteReasonWords);

const settings = {
  ...contactSettings('http://192.168.1.20:7801', t('remote_Address_instance')),
  AllowForwarding: boolean({
    label: t('swarm_AllowForwarding'),
    description: t('swarm_AllowForwarding_description'),
    default: true,
  }),
  AllowWebsocket: boolean({
    label: t('swarm_AllowWebsocket'),
    description: t('swarm_AllowWebsocket_description'),
    default: true,
    advanced: true,
    requiresRestart: false,
  }),
  ...accessSettings,
  ...remoteCommonSettings,
};

type Settings = ValuesOf<typeof settings>;

export const swarmBackend = defineBackendType({
  id: PEER_TYPE,
  name: t('type_swarmswarmbackend').text,
  description: t('type_swarmswarmbackend_description').text,
  isStandard: true,
  keywords: ['SwarmUI', 'Switchyard'],
  makesImages: false,
  settings,
  hasPage: true,
  features: [],
  maxUsages: () => 1,
  gpus: () => null,
  autoRestart: () => true,
  stopTimeoutMs: () => REMOTE_STOP_TIMEOUT_MS,
  startTimeoutMs: ({ ConnectionAttemptTimeoutSeconds }) =>
    remoteStartTimeoutMs(ConnectionAttemptTimeoutSeconds * 1000),
  createAdapter: (values, io) => new SwarmAdapter(values, io),
  discover,
  discoverLists: findSwarmFolders,
});

/** SwarmUI's own folders on this machine that have a list of backends, which can be imported. */
async function findSwarmFolders(locations: WellKnownLocations): Promise<string[]> {
  const folders = await findEngineFolders(locations, {
    isEngine: ({ files, folders: inside }) =>
      inside.includes('Data') &&
      files.some((name) => /^(SwarmUI\.sln|launch-(linux|windows|macos)\.\w+)$/i.test(name)),
    likely: /swarm/i,
  });
  const lists = folders.map((folder) => join(folder, 'Data', 'Backends.fds'));
  const there = await Promise.all(lists.map(isThere(locations.files)));
  return folders.filter((_, index) => there[index]);
}

async function discover({ ports }: WellKnownLocations): Promise<Finding[]> {
  const request = { method: 'POST', json: '{}' };
  const session = await probeLoopback(ports.swarmui, '/API/GetNewSession', sessionSchema, request);
  if (ports.swarmui === undefined || session === null) return [];
  return [{ ...describeFinding(ports.swarmui, 'SwarmUI'), serverId: session.server_id }];
}

class SwarmAdapter implements Adapter {
  readonly #io: AdapterIo;
  readonly #settings: Settings;
  #peer: SwarmPeer | null = null;
  #children = new Map<string, PeerChild>();
  /** The children as JSON, as they were reported last. */
  #lastReport: string | null = null;
  #lastMachines = '';

  constructor(values: Settings, io: AdapterIo) {
    this.#settings = values;
    this.#io = io;
  }

  async start(): Promise<void> {
    const engine = new EngineClient(this.#settings, this.#io, remote('engine_swarm'));
    const peer = new SwarmPeer(engine, this.#io, { allowForwarding: this.#settings.AllowForwarding });
    this.#peer = peer;
    this.#io.update({ address: engine.baseUrl });
    const readMemory = createMemoryReader(() => peer.readMemory(), this.#io.clock);
    const report = (memory: MachineMemory | null, awaySince: number | null) =>
      this.#reportMachine({ machine: peer.machine, memory, awaySince });
    const contact = new RemoteContact(this.#io, {
      allowIdle: this.#settings.AllowIdle,
      address: () => engine.askedUrl,
      probe: async () => {
        try {
          this.#report(await peer.listBackends());
          report(readMemory(), null);
        } catch (error) {
          throw error instanceof UnexpectedReplyError ? engine.wrongEngine(error.reason) : error;
        }
      },
      onLost: () => report(null, this.#io.clock.wall()),
    });
    await contact.start();
  }

  async freeChildMemory(
    key: string,
    { systemRam, signal }: { systemRam: boolean; signal: AbortSignal },
  ): Promise<FreeResult> {
    const child = this.#children.get(key);
    if (!this.#peer || !child) return { ok: false, message: texts(freeingWords)('isGone') };
    return await this.#peer.freeMemory({ peerBackendId: child.peerBackendId, systemRam, signal });
  }

  async commandChild(key: string, command: ChildCommand): Promise<boolean> {
    const child = this.#children.get(key);
    if (!this.#peer || !child) throw new ReasonError(remote('goneThere'));
    const isDone = await this.#peer.command(child.peerBackendId, command);
    this.#report(await this.#peer.listBackends());
    return isDone;
  }

  /** Does nothing where nothing has changed. */
  #reportMachine(instance: InstanceOnMachine): void {
    const machines = toMachines([instance]);
    const report = JSON.stringify(machines);
    if (report === this.#lastMachines) return;
    this.#lastMachines = report;
    this.#io.update({ machines });
  }

  /** Does nothing where nothing has changed. */
  #report(children: readonly PeerChild[]): void {
    this.#children = new Map(children.map((child) => [child.key, child]));
    const report = JSON.stringify(children);
    if (report === this.#lastReport) return;
    this.#lastReport = report;
    const features = children.flatMap((child) => (child.status === 'running' ? child.features : []));
    this.#io.reportChildren(children);
    this.#io.update({
      features: [...new Set(features)],
      notice: children.length === 0 ? texts(noticeWords)('noBackendsThere') : undefined,
    });
  }
}
