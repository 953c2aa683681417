/**
 * Runs our JavaScript workers as Electron's utility processes. Its own executable is no Node in an installed app, where the
 * run-as-node fuse is off; these processes are the one way that is left open.
 */
import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import type { UtilityProcess, utilityProcess } from 'electron';
import type { ExitInfo } from '../../core/process/exit-info.ts';
import type { LaunchedModule, ModuleLaunch, ModuleLauncher } from '../../core/process/module-launcher.ts';

/** Must not be called before Electron is ready. */
export function createUtilityLauncher(
  electron: Pick<typeof utilityProcess, 'fork'>,
  platform: NodeJS.Platform = process.platform,
): ModuleLauncher {
  return async (request) => {
    const { module, args, cwd, env, name } = request;
    const child = electron.fork(module, args, { cwd, env, stdio: 'pipe', serviceName: name });
    return await launched(child, request, platform);
  };
}

function launched(
  child: UtilityProcess,
  { logMessage }: ModuleLaunch,
  platform: NodeJS.Platform,
): Promise<LaunchedModule> {
  const stdout = keepReadable(child.stdout);
  const stderr = keepReadable(child.stderr);
  // Without a listener, this event would be an exception of the main process.
  child.on('error', (type, location) => logMessage(`Its JavaScript engine gave up: ${type} in ${location}.`));
  return new Promise((resolve, reject) => {
    const exited = new Promise<ExitInfo>((settle) => {
      child.once('exit', (code) => {
        reject(new Error(`the process ended before it had begun (exit code ${code})`));
        settle(describeEnd(code, platform));
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
 * Electron takes all listeners off these streams as soon as the process has ended; its last words, which tell why, are
 * then still on their way.
 */
function keepReadable(stream: NodeJS.ReadableStream | null): Readable {
  if (stream === null) throw new Error('the process has no output');
  stream.removeAllListeners = () => stream;
  // What Electron makes for 'pipe' is a PassThrough; the type says less.
  return stream as Readable;
}

/** Ends by these are never exit codes: no worker of ours leaves with such a number. */
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
/** Set in what waitpid says where a core was dumped. */
const CORE_DUMPED = 0x80;

/**
 * A process that ends itself tells its exit code. Of every other, Electron passes on what waitpid says: the number of the
 * signal in the lowest bits, or the exit code in the byte above.
 */
function describeEnd(code: number, platform: NodeJS.Platform): ExitInfo {
  if (platform === 'win32') return { code, signal: null };
  const signal = SIGNALS.find((name) => constants.signals[name] === (code & ~CORE_DUMPED));
  if (signal !== undefined) return { code: null, signal };
  return { code: code > 0xff ? code >> 8 : code, signal: null };
}
