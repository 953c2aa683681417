import { describe, expect, it } from 'vitest';
import { timeSince } from '../actor/relative-time.ts';
import { LoadSlots } from './load-slots.ts';
import { Mailbox } from './mailbox.ts';
import { retryDelay } from './restart-policy.ts';

describe('the back-off', () => {
  it('begins at 100 ms and doubles', () => {
    expect([1, 2, 3, 4].map((failures) => retryDelay(failures, 0.5))).toEqual([100, 200, 400, 800]);
  });
  it('ends at 60 s', () => expect(retryDelay(30, 0.5)).toBe(60_000));
  it('is spread by a fifth to either side', () => {
    expect(retryDelay(1, 0)).toBe(80);
    expect(retryDelay(1, 1)).toBe(120);
  });
});

describe('load slots', () => {
  it('let workers on different GPUs load side by side', () => {
    const slots = new LoadSlots();
    const granted: string[] = [];
    slots.request(['0'], () => granted.push('a'));
    slots.request(['1'], () => granted.push('b'));
    expect(granted).toEqual(['a', 'b']);
  });
  it('let workers on one GPU load one after another, in order', () => {
    const slots = new LoadSlots();
    const granted: string[] = [];
    const release = slots.request(['0'], () => granted.push('a'));
    slots.request(['0'], () => granted.push('b'));
    slots.request(['0'], () => granted.push('c'));
    expect(granted).toEqual(['a']);
    release();
    expect(granted).toEqual(['a', 'b']);
  });
  it('keep nobody waiting who needs no GPU', () => {
    const slots = new LoadSlots();
    let granted = 0;
    slots.request([], () => granted++);
    slots.request([], () => granted++);
    expect(granted).toBe(2);
  });
  it('do not let small ones overtake one that needs two GPUs for ever', () => {
    const slots = new LoadSlots();
    const granted: string[] = [];
    const release = slots.request(['0'], () => granted.push('first'));
    slots.request(['0', '1'], () => granted.push('both'));
    slots.request(['1'], () => granted.push('late'));
    expect(granted).toEqual(['first']);
    release();
    expect(granted).toEqual(['first', 'both']);
  });
  it('forget who left the queue', () => {
    const slots = new LoadSlots();
    const granted: string[] = [];
    const release = slots.request(['0'], () => granted.push('a'));
    const leave = slots.request(['0'], () => granted.push('b'));
    slots.request(['0'], () => granted.push('c'));
    leave();
    release();
    release();
    expect(granted).toEqual(['a', 'c']);
  });
});

describe('the mailbox', () => {
  it('decides one command after another, in order', async () => {
    const mailbox = new Mailbox();
    const seen: string[] = [];
    const slow = mailbox.post(async () => {
      await Promise.resolve();
      await Promise.resolve();
      seen.push('first');
    });
    const quick = mailbox.post(() => {
      seen.push('second');
    });
    await Promise.all([slow, quick]);
    expect(seen).toEqual(['first', 'second']);
  });
  it('goes on after a command that failed, and tells its poster alone', async () => {
    const mailbox = new Mailbox();
    await expect(mailbox.post(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await mailbox.post(() => 'yes')).toBe('yes');
  });
});

describe('the time since a backend was used', () => {
  it.each([
    [null, 'Never'],
    [0, 'just now'],
    [1, '1 second ago'],
    [180, '3 minutes ago'],
    [7200, '2 hours ago'],
    [200_000, '2 days ago'],
  ])('%s s reads "%s"', (seconds, words) => expect(timeSince(seconds)).toBe(words));
});
