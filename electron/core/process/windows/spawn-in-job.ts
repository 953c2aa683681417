/** Spawns workers into jobs, with what the log of their backend tells where Windows gives none. */
import type { LogSink } from '../../logging/output-pipe.ts';
import type { LaunchedModule } from '../spawn/module-launcher.ts';
import { spawnFailed } from '../spawn/spawn-child.ts';
import type { ProgramToSpawn, WindowsProcesses } from './windows-processes.ts';

/** @throws SwitchyardError `spawn_failed` */
export async function spawnInJob(
  windows: () => Promise<WindowsProcesses>,
  program: ProgramToSpawn,
  { backend, sink }: { backend: string; sink: LogSink },
): Promise<LaunchedModule> {
  try {
    const { jobProblem, ...launched } = await (await windows()).spawn(program);
    reportNoJob(jobProblem, sink);
    return launched;
  } catch (error) {
    throw spawnFailed(backend, error);
  }
}

/** @throws SwitchyardError `spawn_failed` */
export async function loadJobs(
  windows: (() => Promise<WindowsProcesses>) | null,
  backend: string,
): Promise<WindowsProcesses | null> {
  try {
    return (await windows?.()) ?? null;
  } catch (error) {
    throw spawnFailed(backend, error);
  }
}

export function reportNoJob(problem: string | null, sink: LogSink): void {
  if (problem !== null)
    sink.logMessage(
      `Windows gave this worker no job object of its own: ${problem}. What it starts is found by its parents and by its mark, and is ended only at the next start if this program is killed.`,
    );
}
