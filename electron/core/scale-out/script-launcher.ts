/** Starts an instance by a script. What the script prints says where the instance is; see launch-messages.ts. */

import { dirname } from 'node:path';
import { fleetReasonWords } from '../../../shared/words/en/errors/fleet-reasons.ts';
import { texts } from '../../../shared/words/phrase.ts';
import { describeExit, type ExitInfo } from '../process/exit-info.ts';
import type { SpawnRequest, WorkerProcess } from '../process/worker-process.ts';
import { findUrl, parseLaunchLine } from './launch-messages.ts';
import type { Launch, Launcher, LaunchListener } from './launcher.ts';

const say = texts(fleetReasonWords);

/** A process that runs beside the worker of a backend. */
export type ScriptProcess = Pick<WorkerProcess, 'pid' | 'exited' | 'outputEnded' | 'stop'>;

/** See `BesideProcess`. */
export interface ScriptRequest {
  launch: number;
  request: SpawnRequest;
  onLine: (line: string) => void;
  describeEnd: (exit: ExitInfo) => { exit: string | null; failed: boolean };
}

export interface ScriptLauncherOptions {
  /** Full path of the script. */
  script: string;
  /** Finds the address in a line that is not of the protocol; null where only the protocol counts. */
  urlPattern: RegExp | null;
  /** Tells the script for whom it starts an instance. */
  identity: string;
  spawn: (request: ScriptRequest) => Promise<ScriptProcess>;
}

export class ScriptLauncher implements Launcher {
  /** A script that runs here is always known. */
  readonly outage = null;
  readonly isKnown = true;
  readonly #options: ScriptLauncherOptions;

  constructor(options: ScriptLauncherOptions) {
    this.#options = options;
  }

  /** The watcher ends every script when the host is gone. */
  open(): void {}

  close(): void {}

  async start(number: number, listener: LaunchListener): Promise<Launch> {
    const { identity, script, spawn, urlPattern } = this.#options;
    let isStopping = false;
    const process = await spawn({
      launch: number,
      request: {
        command: script,
        args: [],
        cwd: dirname(script),
        env: { SWITCHYARD_LAUNCH: String(number), SWITCHYARD_JOB_NAME: jobName(identity, number) },
      },
      onLine: createLineReader(listener, urlPattern),
      describeEnd: (exit) => ({ exit: describeExit(exit).text, failed: !isStopping && exit.code !== 0 }),
    });
    void process.exited.then(async (exit) => {
      await process.outputEnded;
      listener.onEnded(say('scriptEnded', { exit: describeExit(exit) }), false);
    });
    return {
      number,
      name: `PID ${process.pid}`,
      stop: (graceMs) => {
        isStopping = true;
        return process.stop({ graceMs });
      },
    };
  }
}

/** What a job of that launch is called in a scheduler, so that it is found again. */
export const jobName = (identity: string, number: number | ''): string => `switchyard-${identity}-${number}`;

/** Passes on what the lines of a launch say. */
export function createLineReader(
  listener: Pick<LaunchListener, 'onMessage'>,
  urlPattern: RegExp | null,
): (line: string) => void {
  return (line) => {
    const message = parseLaunchLine(line);
    if (message) listener.onMessage(message);
    else if (urlPattern) {
      const url = findUrl(line, urlPattern);
      if (url !== null) listener.onMessage({ kind: 'url', url });
    }
  };
}
