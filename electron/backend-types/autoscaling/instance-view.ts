/** What the card shows of an instance, and of the backends that it runs. */
import { AUTOSCALING_TYPE } from '../../../shared/backend.ts';
import { loadStatusWords } from '../../../shared/words/en/backends/load-status.ts';
import { type HostText, type Text, texts } from '../../../shared/words/phrase.ts';
import type { ChildFacts } from '../../core/backend/backend-type.ts';
import { machineOf } from '../common/machines.ts';
import type { PeerChild } from '../swarm/swarm-peer.ts';
import { formatTimeOfDay } from './format-time.ts';
import { type InstanceKind, remoteTypes } from './instance-kinds.ts';
import type { InstancePhase } from './instance-options.ts';

const say = texts(loadStatusWords);

export interface InstanceSnapshot {
  number: number;
  phase: InstancePhase;
  /** Null while none is known. */
  url: string | null;
  kind: InstanceKind | undefined;
  models: readonly string[];
  children: readonly PeerChild[];
  maxUsages: number;
  isIdle: boolean;
  /** How a person finds its launch, such as `job 17`; null where it has none. */
  launchName: HostText | null;
  /** Why it waits for a place, in the words of the scheduler; null where it does not wait. */
  waitsFor: HostText | null;
  /** Epoch milliseconds; null while it answers. */
  awaySince: number | null;
}

/** Names an instance among the children of its backend. */
export const instanceKey = (number: number): string => `instance ${number}`;

/** Names a backend of an instance among the children. */
const keyOf = (number: number, { key }: PeerChild): string => `${number} ${key}`;

/** The instance first, then its backends. */
export function instanceFacts(instance: InstanceSnapshot): ChildFacts[] {
  const { kind, models, number, phase, url } = instance;
  const place = url === null ? null : placeOf(url);
  const own: ChildFacts = {
    key: instanceKey(number),
    title: place === null ? say('instance_title', { number }) : say('instance_titleAt', { number, place }),
    status: isUp(phase) ? 'running' : phase === 'away' ? 'idle' : 'loading',
    enabled: true,
    features: [],
    canLoadModels: false,
    maxUsages: instance.maxUsages,
    currentModel: models[0] ?? null,
    remote: {
      id: number,
      type: kind === undefined ? AUTOSCALING_TYPE : remoteTypes[kind],
      path: [place ?? 'not known yet'],
    },
    machine: url === null ? undefined : machineOf(url),
    awaySince: awaySinceOf(instance),
    loadStatus: loadStatusOf(instance),
    notice: noticeOf(instance),
  };
  return [own, ...instance.children.map((child) => childFacts(instance, child))];
}

/** The backend of an instance that has that key; null where none has it. */
export const findInstanceChild = (
  { number, children }: Pick<InstanceSnapshot, 'number' | 'children'>,
  key: string,
): PeerChild | null => children.find((child) => keyOf(number, child) === key) ?? null;

/** Host and port of an address, or the text itself where it is no address. */
export function placeOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host || url : url;
}

const isUp = (phase: InstancePhase): boolean => phase === 'up' || phase === 'draining';

function childFacts(instance: InstanceSnapshot, child: PeerChild): ChildFacts {
  const { peerBackendId: _, ...facts } = child;
  return {
    ...facts,
    key: keyOf(instance.number, child),
    status: instance.phase === 'away' ? 'idle' : facts.status,
    awaySince: awaySinceOf(instance) ?? facts.awaySince,
  };
}

const awaySinceOf = ({ awaySince }: InstanceSnapshot): string | undefined =>
  awaySince === null ? undefined : new Date(awaySince).toISOString();

function loadStatusOf({ phase, waitsFor }: InstanceSnapshot): Text | undefined {
  switch (phase) {
    case 'launching':
      return waitsFor === null ? say('instance_launching') : say('instance_waiting', { reason: waitsFor });
    case 'connecting':
      return say('instance_connecting');
    case 'ending':
      return say('instance_ending');
    default:
      return undefined;
  }
}

function noticeOf({ awaySince, isIdle, launchName, phase }: InstanceSnapshot): Text | undefined {
  if (awaySince !== null) return say('instance_away', { time: formatTimeOfDay(awaySince) });
  if (phase === 'draining') return say('instance_draining');
  if (launchName === null || !isUp(phase)) return undefined;
  return say(isIdle ? 'instance_idle' : 'instance_busy', { launch: launchName });
}
