/** Asks programs to end, as a person would: by Ctrl+Break and by closing their windows. */
import { hasConsole } from './native/create-process.ts';
import type { Handle, Win32 } from './native/win32.ts';

const CTRL_BREAK = 1;
const WM_CLOSE = 0x10;
/** STD_INPUT_HANDLE, STD_OUTPUT_HANDLE and STD_ERROR_HANDLE. */
const STANDARD_HANDLES = [-10, -11, -12];

/**
 * Sends Ctrl+Break to the group of a worker. Who is not in that group does not get it, this program included.
 * @param group PID of the worker, which began the group
 * @param members of whose console one is enough, as they share it
 * @returns whether it was sent; programs without a console cannot be sent it
 */
export function sendBreak(win32: Win32, group: number, members: readonly number[]): boolean {
  if (hasConsole(win32)) return generate(win32, group);
  const before = STANDARD_HANDLES.map((which): [number, Handle] => [which, win32.GetStdHandle(which)]);
  try {
    // Wine gives programs that run without a terminal a console that is none, which has to be left first.
    if (!members.some((pid) => win32.AttachConsole(pid) !== 0)) {
      win32.FreeConsole();
      if (!members.some((pid) => win32.AttachConsole(pid) !== 0)) return false;
    }
    try {
      return generate(win32, group);
    } finally {
      win32.FreeConsole();
    }
  } finally {
    for (const [which, handle] of before) win32.SetStdHandle(which, handle);
  }
}

/** Programs that began a group do not get Ctrl+C. Wine knows that one alone, so that nothing can be sent there. */
const generate = (win32: Win32, group: number): boolean =>
  win32.GenerateConsoleCtrlEvent(CTRL_BREAK, group) !== 0;

/** Closes the visible windows of these processes. @returns whether there was one */
export function closeWindows(win32: Win32, pids: readonly number[]): boolean {
  const { EnumWindows, GetWindowThreadProcessId, IsWindowVisible, PostMessageW } = win32.user32();
  const windows: bigint[] = [];
  EnumWindows((window) => {
    if (window !== null) windows.push(BigInt(window));
    return 1;
  }, null);
  const owner = Buffer.alloc(4);
  const own = windows.filter((window) => {
    owner.writeUInt32LE(0, 0);
    GetWindowThreadProcessId(window, owner);
    return pids.includes(owner.readUInt32LE(0)) && IsWindowVisible(window) !== 0;
  });
  return own.filter((window) => PostMessageW(window, WM_CLOSE, null, null) !== 0).length > 0;
}
