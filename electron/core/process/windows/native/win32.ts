/**
 * The functions of Windows that this program calls, through koffi. Only this file loads koffi, and only on Windows: nothing
 * of it is loaded on Linux and macOS.
 *
 * Every structure is laid out for 64-bit processes, which are the only ones that this program is built for.
 */
import { promisify } from 'node:util';
import type { LibraryHandle } from 'koffi';
import { messageOf } from '../../../../../shared/errors.ts';
import { describeWindowsError } from './windows-errors.ts';

/** A handle, or a pointer into the memory of this or of another process. Null stands for 0. */
export type Handle = bigint | null;

/** Called in the main thread by a thread of the system; `context` is what was registered with it. */
export type WaitCallback = (context: Handle) => void;

interface Kernel32 {
  AssignProcessToJobObject(job: Handle, process: Handle): number;
  AttachConsole(pid: number): number;
  CloseHandle(handle: Handle): number;
  CreateFileW(
    path: string,
    access: number,
    share: number,
    security: Buffer | null,
    disposition: number,
    flags: number,
    template: null,
  ): Handle;
  CreateJobObjectW(security: null, name: null): Handle;
  CreateProcessW(
    program: string,
    commandLine: Buffer,
    processSecurity: null,
    threadSecurity: null,
    inheritHandles: number,
    flags: number,
    environment: Buffer,
    folder: string,
    startupInfo: Buffer,
    processInformation: Buffer,
  ): number;
  DeleteProcThreadAttributeList(list: Handle): void;
  FreeConsole(): number;
  GenerateConsoleCtrlEvent(event: number, group: number): number;
  GetConsoleCP(): number;
  GetExitCodeProcess(process: Handle, code: Buffer): number;
  GetLastError(): number;
  GetProcessTimes(process: Handle, created: Buffer, ended: Buffer, kernel: Buffer, user: Buffer): number;
  GetStdHandle(which: number): Handle;
  InitializeProcThreadAttributeList(list: Handle, count: number, flags: number, size: Buffer): number;
  MultiByteToWideChar(
    codePage: number,
    flags: number,
    bytes: Buffer,
    length: number,
    wide: Buffer | null,
    wideLength: number,
  ): number;
  OpenProcess(access: number, inherit: number, pid: number): Handle;
  QueryInformationJobObject(
    job: Handle,
    kind: number,
    info: Buffer,
    bytes: number,
    returned: Buffer | null,
  ): number;
  ReadProcessMemory(process: Handle, address: Handle, into: Buffer, bytes: number, read: Buffer): number;
  RegisterWaitForSingleObject(
    wait: Buffer,
    handle: Handle,
    callback: unknown,
    context: Handle,
    ms: number,
    flags: number,
  ): number;
  ResumeThread(thread: Handle): number;
  SetInformationJobObject(job: Handle, kind: number, info: Buffer, bytes: number): number;
  SetStdHandle(which: number, handle: Handle): number;
  TerminateJobObject(job: Handle, code: number): number;
  TerminateProcess(process: Handle, code: number): number;
  UnregisterWait(wait: Handle): number;
  UpdateProcThreadAttribute(
    list: Handle,
    flags: number,
    attribute: number,
    value: Handle,
    bytes: number,
    previous: null,
    returned: null,
  ): number;
  WriteFile(file: Handle, bytes: Buffer, count: number, written: Buffer, overlapped: null): number;
}

interface Ntdll {
  NtQueryInformationProcess(
    process: Handle,
    kind: number,
    info: Buffer,
    bytes: number,
    returned: null,
  ): number;
  NtQuerySystemInformation(kind: number, info: Buffer, bytes: number, needed: Buffer): number;
}

/** Runs in a thread, since it may take long where there are many sockets. */
interface Iphlpapi {
  GetExtendedTcpTable(
    table: Buffer,
    bytes: Buffer,
    sorted: number,
    family: number,
    kind: number,
    reserved: number,
  ): Promise<number>;
}

interface User32 {
  /** Calls `each` with every window at the top level, while it returns another number than 0. */
  EnumWindows(each: (window: Handle) => number, context: null): number;
  GetWindowThreadProcessId(window: Handle, pid: Buffer): number;
  IsWindowVisible(window: Handle): number;
  PostMessageW(window: Handle, message: number, wParam: null, lParam: null): number;
}

export interface Pdh {
  PdhAddEnglishCounterW(query: Handle, path: string, context: null, counter: Buffer): number;
  PdhCloseQuery(query: Handle): number;
  /** Runs in a thread. */
  PdhCollectQueryData(query: Handle): Promise<number>;
  PdhGetFormattedCounterArrayW(
    counter: Handle,
    format: number,
    bytes: Buffer,
    count: Buffer,
    items: Buffer | null,
  ): number;
  PdhOpenQueryW(source: null, context: null, query: Buffer): number;
  addressOf(buffer: Buffer): bigint;
}

export interface Win32 extends Kernel32, Ntdll, Iphlpapi {
  /** The functions for windows. Loaded when they are first asked for, since most programs have no window. */
  user32(): User32;
  /** The functions for performance counters, likewise. */
  pdh(): Pdh;
  /** The address of a buffer, for structures that point into themselves. */
  addressOf(buffer: Buffer): bigint;
  /** Memory that stays where it is, for functions that keep a pointer to it. Release it with {@link free}. */
  alloc(bytes: Buffer): bigint;
  free(address: bigint): void;
  /** A function of ours that the system may call from its own threads. It is never released. */
  registerCallback(callback: WaitCallback): unknown;
}

const KERNEL32: Record<keyof Kernel32, string> = {
  AssignProcessToJobObject: 'int AssignProcessToJobObject(void *job, void *process)',
  AttachConsole: 'int AttachConsole(uint32 pid)',
  CloseHandle: 'int CloseHandle(void *handle)',
  CreateFileW:
    'void *CreateFileW(str16 path, uint32 access, uint32 share, void *security, uint32 disposition, uint32 flags, void *template)',
  CreateJobObjectW: 'void *CreateJobObjectW(void *security, void *name)',
  CreateProcessW:
    'int CreateProcessW(str16 program, void *line, void *ps, void *ts, int inherit, uint32 flags, void *environment, str16 folder, void *startup, void *info)',
  DeleteProcThreadAttributeList: 'void DeleteProcThreadAttributeList(void *list)',
  FreeConsole: 'int FreeConsole()',
  GenerateConsoleCtrlEvent: 'int GenerateConsoleCtrlEvent(uint32 event, uint32 group)',
  GetConsoleCP: 'uint32 GetConsoleCP()',
  GetExitCodeProcess: 'int GetExitCodeProcess(void *process, void *code)',
  GetLastError: 'uint32 GetLastError()',
  GetProcessTimes: 'int GetProcessTimes(void *process, void *created, void *ended, void *kernel, void *user)',
  GetStdHandle: 'void *GetStdHandle(int which)',
  InitializeProcThreadAttributeList:
    'int InitializeProcThreadAttributeList(void *list, uint32 count, uint32 flags, void *size)',
  MultiByteToWideChar:
    'int MultiByteToWideChar(uint32 page, uint32 flags, void *bytes, int length, void *wide, int wideLength)',
  OpenProcess: 'void *OpenProcess(uint32 access, int inherit, uint32 pid)',
  QueryInformationJobObject:
    'int QueryInformationJobObject(void *job, int kind, void *info, uint32 bytes, void *returned)',
  ReadProcessMemory:
    'int ReadProcessMemory(void *process, void *address, void *into, size_t bytes, void *read)',
  RegisterWaitForSingleObject:
    'int RegisterWaitForSingleObject(void *wait, void *handle, void *callback, void *context, uint32 ms, uint32 flags)',
  ResumeThread: 'uint32 ResumeThread(void *thread)',
  SetInformationJobObject: 'int SetInformationJobObject(void *job, int kind, void *info, uint32 bytes)',
  SetStdHandle: 'int SetStdHandle(int which, void *handle)',
  TerminateJobObject: 'int TerminateJobObject(void *job, uint32 code)',
  TerminateProcess: 'int TerminateProcess(void *process, uint32 code)',
  UnregisterWait: 'int UnregisterWait(void *wait)',
  UpdateProcThreadAttribute:
    'int UpdateProcThreadAttribute(void *list, uint32 flags, size_t attribute, void *value, size_t bytes, void *previous, void *returned)',
  WriteFile: 'int WriteFile(void *file, void *bytes, uint32 count, void *written, void *overlapped)',
};

const NTDLL: Record<keyof Ntdll, string> = {
  NtQueryInformationProcess:
    'uint32 NtQueryInformationProcess(void *process, int kind, void *info, uint32 bytes, void *returned)',
  NtQuerySystemInformation:
    'uint32 NtQuerySystemInformation(int kind, void *info, uint32 bytes, void *needed)',
};

const IPHLPAPI =
  'uint32 GetExtendedTcpTable(void *table, void *bytes, int sorted, uint32 family, int kind, uint32 reserved)';

const USER32: Record<keyof User32, string> = {
  EnumWindows: 'int EnumWindows(SwitchyardWindowCallback *each, void *context)',
  GetWindowThreadProcessId: 'uint32 GetWindowThreadProcessId(void *window, void *pid)',
  IsWindowVisible: 'int IsWindowVisible(void *window)',
  PostMessageW: 'int PostMessageW(void *window, uint32 message, void *wParam, void *lParam)',
};

const PDH: Record<Exclude<keyof Pdh, 'addressOf' | 'PdhCollectQueryData'>, string> = {
  PdhAddEnglishCounterW:
    'uint32 PdhAddEnglishCounterW(void *query, str16 path, void *context, void *counter)',
  PdhCloseQuery: 'uint32 PdhCloseQuery(void *query)',
  PdhGetFormattedCounterArrayW:
    'uint32 PdhGetFormattedCounterArrayW(void *counter, uint32 format, void *bytes, void *count, void *items)',
  PdhOpenQueryW: 'uint32 PdhOpenQueryW(void *source, void *context, void *query)',
};

let loaded: Promise<Win32> | null = null;

/** @throws Error with a sentence for people, where this system or this build of the program has no such functions */
export function loadWin32(): Promise<Win32> {
  loaded ??= load().catch((error: unknown) => {
    // The next caller tries again.
    loaded = null;
    throw error;
  });
  return loaded;
}

async function load(): Promise<Win32> {
  if (process.platform !== 'win32') throw new Error('The functions of Windows exist on Windows alone.');
  if (process.arch !== 'x64' && process.arch !== 'arm64')
    throw new Error(`Supervision on Windows needs a 64-bit program; this one is built for ${process.arch}.`);
  const { default: koffi } = await import('koffi').catch((error: unknown) => {
    throw new Error(
      `The package koffi, through which this program asks Windows for processes, cannot be loaded: ${messageOf(error)}. Install Switchyard again.`,
    );
  });
  const kernel32 = koffi.load('kernel32.dll');
  const callbackType = koffi.proto('void SwitchyardWaitCallback(void *context, uint8 timedOut)');
  koffi.proto('int SwitchyardWindowCallback(void *window, void *context)');
  let user32: User32 | null = null;
  let pdh: LibraryHandle | null = null;
  const addressOf = (buffer: Buffer): bigint => BigInt(koffi.address(buffer));
  return {
    ...bind<Kernel32>(kernel32, KERNEL32),
    ...bind<Ntdll>(koffi.load('ntdll.dll'), NTDLL),
    GetExtendedTcpTable: promisify(
      koffi.load('iphlpapi.dll').func(IPHLPAPI).async,
    ) as Iphlpapi['GetExtendedTcpTable'],
    user32: () => {
      user32 ??= bind<User32>(koffi.load('user32.dll'), USER32);
      return user32;
    },
    pdh: () => {
      pdh ??= koffi.load('pdh.dll');
      return {
        ...bind<Omit<Pdh, 'PdhCollectQueryData' | 'addressOf'>>(pdh, PDH),
        PdhCollectQueryData: promisify(
          pdh.func('uint32 PdhCollectQueryData(void *query)').async,
        ) as Pdh['PdhCollectQueryData'],
        addressOf,
      };
    },
    addressOf,
    alloc: (bytes) => {
      const address: bigint = koffi.alloc('uint8', bytes.length);
      koffi.encode(address, koffi.array('uint8', bytes.length, 'Typed'), bytes);
      return address;
    },
    free: (address) => koffi.free(address),
    registerCallback: (callback) => koffi.register(callback, koffi.pointer(callbackType)),
  };
}

function bind<Functions>(library: LibraryHandle, prototypes: Record<string, string>): Functions {
  const functions: Record<string, unknown> = {};
  for (const [name, prototype] of Object.entries(prototypes)) functions[name] = library.func(prototype);
  return functions as Functions;
}

/** What the system answered to a call, in words. */
export class Win32Error extends Error {
  /** The number of the system, as in winerror.h. */
  readonly number: number;

  constructor(number: number) {
    super(describeWindowsError(number));
    this.number = number;
  }
}

/** The error of the last call; ask at once, since every call may change it. */
export const lastError = (win32: Win32): Win32Error => new Win32Error(win32.GetLastError());

/** Whether a function returned neither 0 nor INVALID_HANDLE_VALUE. */
export const isHandle = (handle: Handle): handle is bigint =>
  handle !== null && handle !== 0n && BigInt.asIntN(64, BigInt(handle)) !== -1n;

/** Calls `use` with the process and closes it afterwards. Null where it is gone or may not be opened. */
export function withProcess<Result>(
  win32: Win32,
  pid: number,
  access: number,
  use: (process: bigint) => Result,
): Result | null {
  const process = win32.OpenProcess(access, 0, pid);
  if (!isHandle(process)) return null;
  try {
    return use(process);
  } finally {
    win32.CloseHandle(process);
  }
}

/** Rights with which a process is opened. */
export const PROCESS_TERMINATE = 0x1;
export const PROCESS_VM_READ = 0x10;
export const PROCESS_SET_QUOTA = 0x100;
export const PROCESS_QUERY_LIMITED_INFORMATION = 0x1000;
