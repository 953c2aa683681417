import { defineArea } from '../message.ts';

/** What happened to a backend and why, as its card and the activity say it; “it” is the backend. */
export const happenedWords = defineArea('happened', {
  // Commands.
  switchedOn: 'Switched on.',
  switchedOff: 'Switched off.',
  restartAsked: 'Restart requested.',
  deleted: 'Deleted.',
  restored: 'Restored.',
  added: 'Added.',
  addedAsCopy: 'Added as a copy of {backend}.',
  addedByImport: 'Added by an import.',
  edited: 'Changed: {labels}.',
  label_title: 'Title',
  label_id: 'ID',
  label_tags: 'Tags',

  // Its runs.
  starting: 'Starting.',
  startingAgain: 'Starting again, attempt {attempt} of {attempts}.',
  ready: 'Ready after {seconds} s.',
  stopped: 'Stopped after {seconds} s.',
  answersAgain: 'It answers again.',
  startFailed: 'The start failed.',
  notStartedAgain: 'Switchyard does not start it again by itself.',
  gaveUp: 'It failed {failures} times in a row, so Switchyard does not start it again by itself.',
  startedAgain: '{reason} It was started again.',

  // Rules and schedules.
  sleepsUnused: 'It sleeps, because nobody used it for {minutes, plural, one {# minute} other {# minutes}}.',
  switchedOffUnused:
    'Switched off, because nobody used it for {minutes, plural, one {# minute} other {# minutes}}.',
  freedUnused:
    'Its memory was freed, because nobody used it for {minutes, plural, one {# minute} other {# minutes}}{hasAmount, select, yes {: {amount} came back} other {}}.',
  switchedOnBySchedule: 'Switched on by its schedule.',
  switchedOffBySchedule: 'Switched off by its schedule.',

  // Memory for another backend.
  freedFor: 'Its VRAM was freed for {backend}.',
  sleepsFor: 'It sleeps to free memory for {backend}.',
  sleepsExcluded: 'It sleeps because {backend} was started: the two never run together.',
  switchedOffFor: 'Switched off to free memory for {backend}.',
  switchedOffExcluded: 'Switched off because {backend} was started: the two never run together.',
  freedForThis: 'Before it started: {steps}',
  step_freed: 'The VRAM of {backend} was freed{hasAmount, select, yes { ({amount})} other {}}.',
  step_notFreed: '{backend} was asked to unload, but freed nothing.',
  step_sleeps: '{backend} sleeps{hasAmount, select, yes { ({amount})} other {}}.',
  step_switchedOff: '{backend} was switched off{hasAmount, select, yes { ({amount})} other {}}.',
  yields:
    'It takes no new requests. When it has answered those that it has, its VRAM goes to {backend}, which has waited {seconds} s for it.',
  shortage:
    '{free, select, excluded {It never runs together with others that are on.} other {It needs {needed} of VRAM, but only {free} are free.}}{hasBusy, select, yes { Busy: {busy}.} other {}}{turn, select, now { It has waited long enough: backends that are busy take no new requests, and free their memory when they have answered those that they have.} later { Its turn comes when it has waited {seconds} s and the backends that are busy have run for as long.} other {}}',
  waitsForTurn: 'It waits for its turn: {reasons}.',
  turn_startsOnGpu: '{backend} is starting and needs the same GPU',
  turn_firstOnGpu: '{backend} comes first and needs the same GPU',
  turn_startsInGroup: '{backend} is starting and is in the same group ({group})',
  turn_firstInGroup: '{backend} comes first and is in the same group ({group})',

  // Requests.
  pagesWait: 'A request for its pages waits.',
  requestWaits: 'A request for “{model}” waits.',

  // Freeing its memory.
  cannotFree: 'Backends of this type cannot free memory while they run.',
  notRunning: '{backend} is no longer running.',
  couldNotFree: 'Could not free the memory of {backend}.',
  noAnswerWithin: 'it did not answer within {seconds} s',
  nothingCameBack: 'It accepted the request, but no VRAM came back. Stopping it frees everything.',

  // Changes that could not be saved.
  offNotSaved:
    '{backend} is off now, but Switchyard could not save that: {reason}. If Switchyard restarts before it is saved, the backend is on again. Switchyard saves it as soon as possible.',
  deletedNotSaved:
    '{backend} is deleted now, but Switchyard could not save that: {reason}. If Switchyard restarts before it is saved, the backend is there again. Switchyard saves it as soon as possible.',
  isOff: '{backend} is off',
  isDeleted: '{backend} is deleted',
  stopsNotSaved:
    'Could not save these changes: {reason}. {changes}. If Switchyard restarts before they are saved, they are undone.',
  stopsNotSaved_hint: 'Switchyard saves them as soon as possible. If the disk is full, free some space.',

  // The program.
  programStarted: 'Switchyard {version} started.',
  programStartedAfterCrash:
    'Switchyard {version} started. The previous run did not end properly: it was killed, or the computer went off.',
  programEnded: 'Switchyard ended.',
  preferencesChanged: 'Preferences: {labels}.',
  tokenRenewed: 'A new token was made. The old one is no longer valid.',
  signedOutEverywhere: 'Every browser was signed out.',
  apiKeyAdded: 'The API key “{name}” with the role “{role}” was added.',
  apiKeyRevoked: 'The API key “{name}” was revoked.',

  twoSentences: '{first} {second}',
  backendOn: '{backend} on {parent}',
});
