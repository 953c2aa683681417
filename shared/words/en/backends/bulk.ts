import { defineArea } from '../../message.ts';

/** What is done to several backends at once. */
export const bulkWords = defineArea('bulk', {
  label_on: 'Switch on',
  label_off: 'Switch off',
  label_restart: 'Restart',
  label_free: 'Free VRAM',
  label_duplicate: 'Duplicate',
  label_delete: 'Delete',
  label_tag: 'Tags…',
  doing_on:
    'Switching on {count, plural, one {# backend} other {# backends}}{done, plural, =0 {} other {: # done}}…',
  doing_off:
    'Switching off {count, plural, one {# backend} other {# backends}}{done, plural, =0 {} other {: # done}}…',
  doing_restart:
    'Restarting {count, plural, one {# backend} other {# backends}}{done, plural, =0 {} other {: # done}}…',
  doing_free:
    'Freeing the memory of {count, plural, one {# backend} other {# backends}}{done, plural, =0 {} other {: # done}}…',
  doing_duplicate:
    'Duplicating {count, plural, one {# backend} other {# backends}}{done, plural, =0 {} other {: # done}}…',
  doing_delete:
    'Deleting {count, plural, one {# backend} other {# backends}}{done, plural, =0 {} other {: # done}}…',
  doing_tag:
    'Changing the tags of {count, plural, one {# backend} other {# backends}}{done, plural, =0 {} other {: # done}}…',
  done_on: 'Switched on {count, plural, one {# backend} other {# backends}}.',
  done_off: 'Switched off {count, plural, one {# backend} other {# backends}}.',
  done_restart: 'Restarted {count, plural, one {# backend} other {# backends}}.',
  done_free: 'Freed the memory of {count, plural, one {# backend} other {# backends}}.',
  done_duplicate: 'Duplicated {count, plural, one {# backend} other {# backends}}.',
  done_delete: 'Deleted {count, plural, one {# backend} other {# backends}}.',
  done_tag: 'Changed the tags of {count, plural, one {# backend} other {# backends}}.',
  partly_on: 'Switched on {done, number} of {count, plural, one {# backend} other {# backends}}.',
  partly_off: 'Switched off {done, number} of {count, plural, one {# backend} other {# backends}}.',
  partly_restart: 'Restarted {done, number} of {count, plural, one {# backend} other {# backends}}.',
  partly_free: 'Freed the memory of {done, number} of {count, plural, one {# backend} other {# backends}}.',
  partly_duplicate: 'Duplicated {done, number} of {count, plural, one {# backend} other {# backends}}.',
  partly_delete: 'Deleted {done, number} of {count, plural, one {# backend} other {# backends}}.',
  partly_tag: 'Changed the tags of {done, number} of {count, plural, one {# backend} other {# backends}}.',
  nothingToDo: 'This would not change any of them.',
  selected: '<b>{count, number}</b> selected{hidden, plural, =0 {} other {, # not shown}}',
  bar: 'Selected backends',
  more: 'More for the selected backends',
  deselectAll: 'Deselect all',
  labelAndCount: '{label}: {count, number}',
  moveToTop: 'Move to top',
  export: 'Export…',
  restartFailed: 'Restart {count, plural, one {# failed backend} other {# failed backends}}',
  selectFailed: 'Select the failed backends',
  undoDeleteFailed: 'Could not restore the backends.',
  nothingFreed: 'Nothing was freed.',
  failed: 'It failed.',
  triedAgain: '{reason}. Switchyard tries again.',
  messageTriedAgain: '{message} Switchyard tries again.',
});
