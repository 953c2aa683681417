/**
 * What is pushed to whoever listens: the picture of all backends as a snapshot and then numbered changes, and, for a
 * backend whose log is open, its lines. The panel holds a picture, never the truth: a gap in the numbers asks for a snapshot.
 */
import { z } from 'zod';
import type { FullBackend } from './backend.ts';
import type { Resources } from './resources.ts';

/** What to listen to. A log starts with the lines kept after `after` (0 = all that are kept). */
export const subscriptionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('state') }),
  z.object({ kind: z.literal('log'), backend_id: z.int(), after: z.int().min(0).default(0) }),
  z.object({ kind: z.literal('resources') }),
  z.object({ kind: z.literal('navigation') }),
]);
export type Subscription = z.infer<typeof subscriptionSchema>;

/** How closely a listener looks: changes are sent at most 60 times a second, once a second, or not at all. */
export const attentions = ['focused', 'visible', 'hidden'] as const;
export type Attention = (typeof attentions)[number];

/** A word to the user about the program itself, such as a registry file that had to be set aside. */
export interface Notice {
  id: string;
  level: 'info' | 'warning' | 'error';
  message: string;
  hint: string;
}

/** Who is serving: shown in the panel's header and in About. */
export interface HostInfo {
  version: string;
  /** True while settings are locked: the panel shows everything and changes nothing. */
  locked: boolean;
  data_dir: string;
  platform: string;
  /** What the panel is shown in: a window of its own, or a browser. */
  surface: 'desktop' | 'headless';
  /** Colour scheme, where the host keeps it; a browser keeps its own. */
  theme?: Theme;
}

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export interface LogLine {
  /** Counts up from 1 per backend while the program runs; never reused. */
  seq: number;
  /** ISO 8601, when the line was read. */
  at: string;
  /** `host` lines are the program's own remarks, such as "started as PID 123". */
  stream: 'out' | 'err' | 'host';
  /** Raw text of one line; may hold ANSI escapes, never a line break. */
  text: string;
}

export type StateEvent =
  | {
      kind: 'snapshot';
      /** Number of this event; the next change carries `sequence + 1`. */
      sequence: number;
      backends: FullBackend[];
      notices: Notice[];
      host: HostInfo;
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
  /** How many lines before these were not sent because they came faster than they could be shown. */
  skipped: number;
}

/** What the tray, the menu, a notification or a link asks the panel to show. Only a desktop host sends it. */
export type Destination =
  | { kind: 'backend' | 'edit' | 'log'; backend_id: number }
  | { kind: 'add' | 'deleted' | 'preferences' | 'about' };

export interface NavigationEvent {
  kind: 'navigation';
  to: Destination;
}

/** What machine and backends use, at each sample while somebody looks: once at the start, where something is known already. */
export interface ResourcesEvent {
  kind: 'resources';
  resources: Resources;
}

export type PushEvent = StateEvent | LogEvent | ResourcesEvent | NavigationEvent;
