import { defineArea } from '../../message.ts';

/** The question before several backends are switched off or restarted. */
export const bulkDialogWords = defineArea('bulkDialog', {
  title_off: 'Switch off {count, plural, one {# backend} other {# backends}}?',
  title_restart: 'Restart {count, plural, one {# backend} other {# backends}}?',
  confirm_off: 'Switch off {count, plural, one {# backend} other {# backends}}',
  confirm_restart: 'Restart {count, plural, one {# backend} other {# backends}}',
  nothing_off: 'All of them are off already.',
  nothing_restart: 'There is nothing to restart: no backend is ready or has failed.',
  noneReady: 'None of them is ready.',
  allReady:
    '{count, plural, one {It is ready. The requests that it is working on are lost.} other {All of them are ready. The requests that they are working on are lost.}}',
  someReady:
    '{count, plural, one {# of them is ready. The requests that it is working on are lost.} other {# of them are ready. The requests that they are working on are lost.}}',
});
