/** The variables with which another process was started, read from its memory. */
import { PROCESS_QUERY_LIMITED_INFORMATION, PROCESS_VM_READ, type Win32, withProcess } from './win32.ts';

/** ProcessBasicInformation. */
const BASIC_INFORMATION = 0;
/** Where PROCESS_BASIC_INFORMATION has the address of the process environment block (PEB). */
const PEB_AT = 8;
/** Where the PEB has the address of RTL_USER_PROCESS_PARAMETERS, and where these have the variables. */
const PARAMETERS_AT = 0x20n;
const ENVIRONMENT_AT = 0x80n;
const ENVIRONMENT_BYTES_AT = 0x3f0n;
/** The system allows 32,767 characters for each variable, and programs with more than this many bytes are none of ours. */
const MAX_BYTES = 4 * 1024 * 1024;

/**
 * The value of a variable; null where the process lacks it, has ended, or may not be read: those of other users and of the
 * system. The name is compared without regard to case.
 */
export function readVariable(win32: Win32, pid: number, name: string): string | null {
  return withProcess(win32, pid, PROCESS_QUERY_LIMITED_INFORMATION | PROCESS_VM_READ, (process) => {
    const info = Buffer.alloc(48);
    if (win32.NtQueryInformationProcess(process, BASIC_INFORMATION, info, info.length, null) !== 0)
      return null;
    const read = (address: bigint, bytes: number): Buffer | null => {
      const into = Buffer.alloc(bytes);
      const count = Buffer.alloc(8);
      const isRead = win32.ReadProcessMemory(process, address, into, bytes, count);
      return isRead && Number(count.readBigUInt64LE(0)) === bytes ? into : null;
    };
    const pointer = (address: bigint): bigint | null => read(address, 8)?.readBigUInt64LE(0) ?? null;
    const peb = info.readBigUInt64LE(PEB_AT);
    const parameters = peb === 0n ? null : pointer(peb + PARAMETERS_AT);
    if (parameters === null || parameters === 0n) return null;
    const block = pointer(parameters + ENVIRONMENT_AT);
    const bytes = pointer(parameters + ENVIRONMENT_BYTES_AT);
    if (block === null || block === 0n || bytes === null || bytes > MAX_BYTES) return null;
    const text = read(block, Number(bytes));
    return text && findVariable(text.toString('utf16le'), name);
  });
}

/** @param block `NAME=value` entries, each with a NUL at its end */
export function findVariable(block: string, name: string): string | null {
  const start = `${name.toUpperCase()}=`;
  for (const entry of block.split('\0')) {
    if (entry === '') break;
    if (entry.slice(0, start.length).toUpperCase() === start) return entry.slice(start.length);
  }
  return null;
}
