/** Where on this machine engines usually are. Each backend type looks there for what it could be added for. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import type { SettingValues } from '../../../shared/backend.ts';

export interface WellKnownLocations {
  platform: NodeJS.Platform;
  /** Null: no folder is looked into. */
  home: string | null;
  /** Roots of the drives, on Windows. */
  drives: readonly string[];
  /** For PATH, and for where programs keep their settings. */
  env: NodeJS.ProcessEnv;
  /** On loopback; an engine without a port is not asked. */
  ports: Partial<Record<keyof typeof wellKnownPorts, number>>;
}

/** Something that is there and could be managed. It is offered, never added unasked. */
export interface Finding {
  title: string;
  /** As the type of backend wants them; what is left out keeps its default. */
  settings: SettingValues;
  /** What was found and where, in words. */
  found: string;
  /** The address it answers at, or would. Where a backend has it already, the finding is none. */
  address?: string;
  /** The same for its paths, and for the name of a program. */
  paths?: readonly string[];
  /** `server_id` that it gives, by which it may turn out to be this very program. */
  serverId?: string;
}

export const wellKnownPorts = {
  comfyui: 8188,
  swarmui: 7801,
  ollama: 11434,
  'llama-server': 8080,
  'lm-studio': 1234,
  a1111: 7860,
  koboldcpp: 5001,
} as const;

export function wellKnownLocations(): WellKnownLocations {
  const letters = process.platform === 'win32' ? [...'CDEFGHIJKLMNOPQRSTUVWXYZ'] : [];
  return {
    platform: process.platform,
    home: homedir(),
    drives: letters.map((letter) => `${letter}:\\`).filter((drive) => existsSync(drive)),
    env: process.env,
    ports: wellKnownPorts,
  };
}
