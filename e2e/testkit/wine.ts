/** What differs where tests run on Windows, or on its Node under Wine. */

/** Set by build/scripts/test-windows.mjs. */
export const isWine: boolean = process.env.SWITCHYARD_WINE === '1';

/**
 * Flags of a fake worker whose stop takes all of its time-out. Wine can ask no program to end, and Switchyard does not wait for
 * one that cannot be asked: there it is its requests that are waited for.
 */
export const SLOW_TO_STOP: string = isWine ? '--in-flight 1' : '--ignore-term';

/** What the card tells of a worker that a test has killed: Windows has no signals, and Node ends it with this code. */
export const killed =
  process.platform === 'win32'
    ? { exit: { exit_code: 1, signal: null }, words: 'exit code 1' }
    : { exit: { signal: 'SIGKILL' }, words: 'SIGKILL' };
