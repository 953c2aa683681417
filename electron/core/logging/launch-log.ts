/** Keeps what a process beside the worker prints as a run of its own in the backend's log: the launch of an instance. */
import { launchPrefix } from '../../../shared/log/log-runs.ts';
import type { BackendLog } from './backend-log.ts';
import { labelledSink } from './labelled-sink.ts';
import type { LogSink } from './output-pipe.ts';

interface ExitFacts {
  code: number | null;
  signal: string | null;
}

interface LoggedLaunch<E extends ExitFacts> {
  launch: number;
  /** Called with each line, without its prefix, once it is in the log. */
  onLine: (line: string) => void;
  /** How its end is noted: in words, or null for nothing; and whether nobody asked for it. */
  describeEnd: (exit: E) => { exit: string | null; failed: boolean };
}

/** @param spawn with the sink for what it prints */
export async function logLaunch<
  E extends ExitFacts,
  P extends { exited: Promise<E>; outputEnded: Promise<void> },
>(
  log: BackendLog,
  { describeEnd, launch, onLine }: LoggedLaunch<E>,
  spawn: (sink: LogSink) => Promise<P>,
): Promise<P> {
  const run = log.startLaunch(launch, 'Starting.');
  const end = ({ code, signal }: ExitFacts, exit: string | null, failed: boolean) =>
    log.endLaunch(
      run,
      launch,
      { exit, code, signal, failed, diagnosis: null },
      `Ended${exit === null ? '' : `: ${exit}`}.`,
    );
  try {
    const spawned = await spawn(labelledSink(log, launchPrefix(launch), onLine));
    void spawned.exited.then(async (info) => {
      await spawned.outputEnded;
      const { exit, failed } = describeEnd(info);
      end(info, exit, failed);
    });
    return spawned;
  } catch (error) {
    end({ code: null, signal: null }, 'it could not be started', true);
    throw error;
  }
}
