/** Where engines usually are on this machine. Each backend type searches there for its own engine. */
import { homedir } from 'node:os';
import type { SettingValues } from '../../../shared/backend.ts';
import type { HostText } from '../../../shared/words/phrase.ts';
import type { FileChecks } from '../files/file-checks.ts';
import { findDrives } from './drives.ts';

export interface WellKnownLocations {
  platform: NodeJS.Platform;
  /** Null: no folder is searched. */
  home: string | null;
  /** Roots of the drives, on Windows. */
  drives: readonly string[];
  /** For PATH, and for the folders in which programs keep their settings. */
  env: NodeJS.ProcessEnv;
  /** On loopback; an engine without a port is not probed. */
  ports: Partial<Record<keyof typeof wellKnownPorts, number>>;
  /** To be used for all folders and files. */
  files: FileChecks;
}

/** An engine that was found and could be managed. It is offered, never added without being asked for. */
export interface Finding {
  /** A proposal; the name of a program stays as it is in every language. */
  title: HostText;
  /** Of the backend type; those that are left out keep their default. */
  settings: SettingValues;
  /** What was found and where. */
  found: HostText;
  /** The address at which it answers, or would answer. The finding is not offered where a backend has the same address. */
  address?: string;
  /** Its paths, or the name of a program. The finding is not offered where a backend has one of them. */
  paths?: readonly string[];
  /** The `server_id` of its answer. It may be that of this program. */
  serverId?: string;
}

/** A model on this machine that a backend could serve. It is offered, never added without being asked for. */
export interface FoundModel {
  title: string;
  /** Of the backend type; those that are left out keep their default. */
  settings: SettingValues;
  path: string;
  folder: string;
  /** Whose folder it lies in, such as `LM Studio`, or a folder such as `~/models`. No message: names and paths are the same in every language. */
  source: string;
  /** Of all its files. */
  bytes: number;
  purpose: 'text' | 'embeddings';
  /** As people call it, such as `Q4_K_M`. */
  quantization?: string;
  /** Tokens that it was made for. */
  contextTokens?: number;
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

export async function findWellKnownLocations(files: FileChecks): Promise<WellKnownLocations> {
  return {
    platform: process.platform,
    home: homedir(),
    // A drive that does not answer is not searched.
    drives: await findDrives(files, process.platform),
    env: process.env,
    ports: wellKnownPorts,
    files,
  };
}
