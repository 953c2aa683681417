/**
 * Events that a host pushes to its listeners. The state of all backends comes as a snapshot, followed by numbered changes.
 * The state that a panel holds is a copy: when a number is missing it subscribes again and gets a new snapshot.
 */
import { z } from 'zod';
import type { FullBackend } from './backend.ts';
import type { Permission } from './operations/definition.ts';
import type { Resources } from './resources.ts';
import type { Phrases } from './words/wire-phrases.ts';

/** What to listen to. Of a log, the kept lines with a `seq` greater than `after` come first; 0 means all of them. */
export const subscriptionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('state') }),
  z.object({ kind: z.literal('log'), backend_id: z.int(), after: z.int().min(0).default(0) }),
  z.object({ kind: z.literal('resources') }),
  z.object({ kind: z.literal('activity') }),
  z.object({ kind: z.literal('navigation') }),
]);
export type Subscription = z.infer<typeof subscriptionSchema>;

/** How closely a person looks at a panel: changes are sent at most 60 times a second, once a second, or not at all. */
export const attentions = ['focused', 'visible', 'hidden'] as const;
export type Attention = (typeof attentions)[number];

/** A message about the program itself, such as that an unreadable registry file was set aside. */
export interface Notice {
  id: string;
  level: 'info' | 'warning' | 'error';
  message: string;
  hint: string;
  /** What both are in the catalogue, for other languages. */
  phrases?: Phrases;
}

/** Facts about the host, for the panel's header and for About. */
export interface HostInfo {
  version: string;
  /** True while settings are locked: the panel shows everything and changes nothing. */
  locked: boolean;
  data_dir: string;
  platform: string;
  /** `desktop`: the panel has a window of its own. `headless`: it is shown in a browser. */
  surface: 'desktop' | 'headless';
  /** Where clients of models reach the gateway at a port of its own; null while it is off. */
  gateway: GatewayInfo | null;
  /** Colour scheme. Only the desktop host keeps it; a browser keeps its own. */
  theme?: Theme;
  /** `system` or the code of a language. Only the desktop host keeps it; a browser keeps its own. */
  language?: string;
}

export interface GatewayInfo {
  /** Without a trailing slash, and without `/v1`. The host in it is one by which this machine reaches itself. */
  url: string;
}

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export const logLineSchema = z.object({
  /** Counts up from 1 per backend while the program runs; never reused. */
  seq: z.int(),
  /** ISO 8601, when the line was read. */
  at: z.string(),
  /** `host` lines are log messages of the program, such as "started as PID 123". */
  stream: z.enum(['out', 'err', 'host']),
  /** Raw text of one line; may hold ANSI escapes, never a line break. */
  text: z.string(),
});
export type LogLine = z.infer<typeof logLineSchema>;

export type StateEvent =
  | {
      kind: 'snapshot';
      /** Number of this event; the next change carries `sequence + 1`. */
      sequence: number;
      backends: FullBackend[];
      notices: Notice[];
      host: HostInfo;
      /** What this subscriber may do. Absent: everything. */
      permissions?: readonly Permission[];
    }
  | {
      kind: 'changes';
      sequence: number;
      changed: FullBackend[];
      removed: number[];
      notices?: Notice[];
      host?: HostInfo;
    };

export interface LogEvent {
  kind: 'log';
  backend_id: number;
  lines: LogLine[];
  /** Number of lines before these that were left out because they came faster than they can be shown. */
  skipped: number;
}

/** A location in the panel to which tray, menu, notifications and links lead. Only the desktop host sends it. */
export type Destination =
  | { kind: 'backend' | 'edit' | 'log'; backend_id: number }
  | { kind: 'add' | 'deleted' | 'preferences' | 'report' | 'about' };

export interface NavigationEvent {
  kind: 'navigation';
  to: Destination;
}

/** What machine and backends use. Comes with each sample, and once at the start where there is a sample already. */
export interface ResourcesEvent {
  kind: 'resources';
  resources: Resources;
}

/** Something happened, which GetActivity tells with `after`. Comes at once with the newest number, and then with each new one. */
export interface ActivityEvent {
  kind: 'activity';
  /** 0 where nothing has happened yet. */
  last_seq: number;
}

export type PushEvent = StateEvent | LogEvent | ResourcesEvent | ActivityEvent | NavigationEvent;
