import { defineArea } from '../message.ts';

/** What is said in many places. */
export const commonWords = defineArea('common', {
  asTheSystem: 'Same as system',
  confirmAnyway: 'Do it anyway',
  copied: 'Copied',
  copiedText: 'Copied {text}',
  copyByHand: 'This page may not copy. The address is {text}',
  copyingNotAllowed: 'This page may not copy',
  dismissError: 'Dismiss this error',
  language: 'Language',
  languageBlocked: 'Language: {reason}',
  tryAgain: 'Try again',
  dismissMessage: 'Dismiss this message',
  close: 'Close',
  closeMessage: 'Close this message',
  undo: 'Undo',
  plainHttp:
    'This page came over plain HTTP from another computer. Anyone on the network can read your sign-in.',
  plainHttpHint:
    'Use an https:// address or a tunnel, as docs/remote-access.md describes. The quickest way is to start Switchyard with --tls self-signed.',
  statusDeleting: 'Deleting…',
  statusSwitchingOff: 'Switching off…',
  statusSwitchingOn: 'Switching on…',
  lastKnown: 'Last known: {status}',
  save: 'Save',
  cancel: 'Cancel',
  done: 'Done',
  keep: 'Keep',
  nothingChanged: 'There are no changes to save.',
  settingsLocked: 'Settings are locked.',
  gpus: '{count, plural, one {GPU {ids}} other {GPUs {ids}}}',
});
