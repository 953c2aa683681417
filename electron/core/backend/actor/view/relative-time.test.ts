import { describe, expect, it } from 'vitest';
import { timeSince } from './relative-time.ts';

describe('the time since a backend was used', () => {
  it.each([
    [null, 'Never'],
    [0, 'just now'],
    [1, '1 second ago'],
    [180, '3 minutes ago'],
    [7200, '2 hours ago'],
    [200_000, '2 days ago'],
  ])('%s s reads "%s"', (seconds, message) => expect(timeSince(seconds)).toBe(message));
});
