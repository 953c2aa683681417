import { defineArea } from '../../message.ts';

/** What a screen reader says when backends change their state. `who`: one or more names, or how many there are. */
export const announcementsWords = defineArea('announcements', {
  who: '{count, plural, one {# backend} other {# backends}}',
  failed: '{count, plural, one {{who} has failed.} other {{who} have failed.}}',
  asks: '{count, plural, one {{who} is waiting for memory and needs your answer.} other {{who} are waiting for memory and need your answer.}}',
  crashed:
    '{count, plural, one {{who} has crashed and is starting again.} other {{who} have crashed and are starting again.}}',
  ready: '{count, plural, one {{who} is ready.} other {{who} are ready.}}',
  off: '{count, plural, one {{who} is off.} other {{who} are off.}}',
});
