/** One run of a program, with real processes. */
import { expect, test } from 'vitest';
import { englishOf } from '../../../../shared/words/phrase.ts';
import { type Clock, systemClock } from '../../clock.ts';
import { GpuProgram } from './gpu-program.ts';

/** Blocks this process after each timer is set, for longer than a program's output is waited for, as a busy machine does. */
const heldUpClock: Clock = {
  ...systemClock,
  setTimer: (delayMs, ...rest) => {
    const cancel = systemClock.setTimer(delayMs, ...rest);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2 * delayMs);
    return cancel;
  },
};

test.skipIf(process.platform === 'win32')(
  'what a program has printed is read also where Switchyard was held up after its end',
  async () => {
    const lines: string[] = [];
    const request = {
      name: 'tool',
      command: '/bin/sh',
      // Its output comes after its end, as where the end is noticed first.
      args: ['-c', '(sleep 0.2; echo why) & exit 9'],
      environment: { PATH: process.env.PATH ?? '' },
    };
    const { ended } = new GpuProgram(request, heldUpClock, (line) => lines.push(line));
    expect(englishOf(await ended)).toBe('tool ended with exit code 9');
    expect(lines).toEqual(['why']);
  },
);
