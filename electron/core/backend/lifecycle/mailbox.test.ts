import { describe, expect, it } from 'vitest';
import { Mailbox } from './mailbox.ts';

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
  it('goes on after a command that failed, whose error only its sender gets', async () => {
    const mailbox = new Mailbox();
    await expect(mailbox.post(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await mailbox.post(() => 'yes')).toBe('yes');
  });
});
