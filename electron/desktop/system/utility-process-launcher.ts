/**
 * Runs our JavaScript workers as Electron's utility processes. In an installed app the run-as-node fuse is off, so that
 * Electron's executable does not run as Node; utility processes are the only way that is left.
 */
import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import type { UtilityProcess, utilityProcess } from 'electron';
import type { ExitInfo } from '../../core/process/exit-info.ts';
import type {
  LaunchedModule,
  ModuleLaunch,
  ModuleLauncher,
} from '../../core/process/spawn/module-launcher.ts';

/** Must not be called before Electron is ready. */
export function createUtilityProcessLauncher(
  electron: Pick<typeof utilityProcess, 'fork'>,
  platform: NodeJS.Platform = process.platform,
): ModuleLauncher {
  return async (request) => {
    const { module, args, cwd, env, name } = request;
    const child = electron.fork(module, args, { cwd, env, stdio: 'pipe', serviceName: name });
    return await waitForSpawn(child, request, platform);
  };
}

function waitForSpawn(
  child: UtilityProcess,
  { logMessage }: ModuleLaunch,
  platform: NodeJS.Platform,
): Promise<LaunchedModule> {
  const stdout = keepListeners(child.stdout);
  const stderr = keepListeners(child.stderr);
  // Without a listener this event would be thrown as an exception in the main process.
  child.on('error', (type, location) => logMessage(`Its JavaScript engine gave up: ${type} in ${location}.`));
  return new Promise((resolve, reject) => {
    const exited = new Promise<ExitInfo>((settle) => {
      child.once('exit', (code) => {
        reject(new Error(`the process ended before it had begun (exit code ${code})`));
        settle(toExitInfo(code, platform));
      });
    });
    child.once('spawn', () => {
      const { pid } = child;
      if (pid === undefined) reject(new Error('the process has no PID'));
      else resolve({ pid, stdout, stderr, exited });
    });
  });
}

/**
 * Electron removes all listeners from these streams as soon as the process has ended, while its last output, which says
 * why it ended, is still to be read.
 */
function keepListeners(stream: NodeJS.ReadableStream | null): Readable {
  if (stream === null) throw new Error('the process has no output');
  stream.removeAllListeners = () => stream;
  // For 'pipe' Electron makes a PassThrough; its type promises less.
  return stream as Readable;
}

/** None of our workers exits with a code that equals one of these numbers, so that such a number always means the signal. */
const SIGNALS = [
  'SIGILL',
  'SIGTRAP',
  'SIGABRT',
  'SIGBUS',
  'SIGFPE',
  'SIGKILL',
  'SIGSEGV',
  'SIGTERM',
] as const;
/** The bit that waitpid sets where a core was dumped. */
const CORE_DUMPED = 0x80;

/**
 * For a process that ends itself, Electron reports the exit code. For every other it passes on the status of waitpid: the
 * number of the signal in the lowest bits, or the exit code in the byte above.
 */
function toExitInfo(code: number, platform: NodeJS.Platform): ExitInfo {
  if (platform === 'win32') return { code, signal: null };
  const signal = SIGNALS.find((name) => constants.signals[name] === (code & ~CORE_DUMPED));
  if (signal !== undefined) return { code: null, signal };
  return { code: code > 0xff ? code >> 8 : code, signal: null };
}
