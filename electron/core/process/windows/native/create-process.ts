/** Creates a process that does not run yet. */
import { batchCommand, isBatchFile } from '../command/batch-command.ts';
import { toCommandLine, toEnvironmentBlock } from '../command/command-line.ts';
import { batchPaths, programPath, withoutPrefix, workingDirectory } from '../command/program-paths.ts';
import { lastError, type Win32 } from './win32.ts';

export interface ProcessToCreate {
  /** Absolute path of the program, or of a batch file. */
  command: string;
  args: readonly string[];
  cwd: string;
  env: Readonly<Record<string, string>>;
  /** Inheritable handles for its standard streams. It inherits no other. */
  streams: { input: bigint; output: bigint; errors: bigint };
}

/** Close both handles. */
export interface CreatedProcess {
  pid: number;
  process: bigint;
  /** Its only thread, which waits to be resumed. */
  thread: bigint;
}

const CREATE_SUSPENDED = 0x4;
/** Ctrl+Break can be sent to it and what it starts, and Ctrl+C in our terminal does not reach it. */
const CREATE_NEW_PROCESS_GROUP = 0x200;
const CREATE_UNICODE_ENVIRONMENT = 0x400;
const EXTENDED_STARTUPINFO_PRESENT = 0x8_0000;
/** Programs for the console get one of their own that nobody sees. */
const CREATE_NO_WINDOW = 0x800_0000;
const STARTF_USESTDHANDLES = 0x100;
const PROC_THREAD_ATTRIBUTE_HANDLE_LIST = 0x2_0002;

/** STARTUPINFOEXW. */
const STARTUP = { bytes: 112, flagsAt: 60, inputAt: 80, outputAt: 88, errorsAt: 96, attributesAt: 104 };
/** PROCESS_INFORMATION. */
const CREATED = { bytes: 24, threadAt: 8, pidAt: 16 };

/**
 * @throws Win32Error
 * @throws Error in words, where an argument or a variable cannot be passed on
 */
export function createSuspended(win32: Win32, request: ProcessToCreate): CreatedProcess {
  const { env, streams } = request;
  const { command, line, cwd } = commandOf(request);
  const environment = toEnvironmentBlock(env, process.env);
  const startup = Buffer.alloc(STARTUP.bytes);
  startup.writeUInt32LE(STARTUP.bytes, 0);
  startup.writeUInt32LE(STARTF_USESTDHANDLES, STARTUP.flagsAt);
  startup.writeBigUInt64LE(streams.input, STARTUP.inputAt);
  startup.writeBigUInt64LE(streams.output, STARTUP.outputAt);
  startup.writeBigUInt64LE(streams.errors, STARTUP.errorsAt);
  return withHandleList(win32, Object.values(streams), (attributes) => {
    startup.writeBigUInt64LE(attributes, STARTUP.attributesAt);
    const created = Buffer.alloc(CREATED.bytes);
    const flags =
      CREATE_SUSPENDED |
      CREATE_NEW_PROCESS_GROUP |
      CREATE_UNICODE_ENVIRONMENT |
      EXTENDED_STARTUPINFO_PRESENT |
      // In a terminal it shares ours, as only who shares a console can be sent Ctrl+Break.
      (hasConsole(win32) ? 0 : CREATE_NO_WINDOW);
    if (
      !win32.CreateProcessW(
        command,
        Buffer.from(`${line}\0`, 'utf16le'),
        null,
        null,
        1,
        flags,
        environment,
        cwd,
        startup,
        created,
      )
    )
      throw lastError(win32);
    return {
      process: created.readBigUInt64LE(0),
      thread: created.readBigUInt64LE(CREATED.threadAt),
      pid: created.readUInt32LE(CREATED.pidAt),
    };
  });
}

/** @throws Error in words */
function commandOf({ command, args, cwd }: ProcessToCreate): { command: string; line: string; cwd: string } {
  if (isBatchFile(command)) {
    const { file, folder } = batchPaths(command, cwd);
    return { ...batchCommand(file, args, process.env), cwd: folder };
  }
  return {
    command: programPath(command),
    line: toCommandLine(withoutPrefix(command), args),
    cwd: workingDirectory(cwd),
  };
}

/** Whether this program runs in a terminal. */
export const hasConsole = (win32: Win32): boolean => win32.GetConsoleCP() !== 0;

/** Calls `use` with a list of attributes that names the only handles that a process inherits. */
function withHandleList<Result>(
  win32: Win32,
  handles: readonly bigint[],
  use: (attributes: bigint) => Result,
): Result {
  const size = Buffer.alloc(8);
  // The first call only tells the size, and fails.
  win32.InitializeProcThreadAttributeList(null, 1, 0, size);
  const list = win32.alloc(Buffer.alloc(Number(size.readBigUInt64LE(0))));
  const values = Buffer.alloc(8 * handles.length);
  handles.forEach((handle, index) => {
    values.writeBigUInt64LE(handle, 8 * index);
  });
  // The list keeps a pointer to the handles.
  const kept = win32.alloc(values);
  try {
    if (!win32.InitializeProcThreadAttributeList(list, 1, 0, size)) throw lastError(win32);
    try {
      const isSet = win32.UpdateProcThreadAttribute(
        list,
        0,
        PROC_THREAD_ATTRIBUTE_HANDLE_LIST,
        kept,
        values.length,
        null,
        null,
      );
      if (!isSet) throw lastError(win32);
      return use(list);
    } finally {
      win32.DeleteProcThreadAttributeList(list);
    }
  } finally {
    win32.free(list);
    win32.free(kept);
  }
}
