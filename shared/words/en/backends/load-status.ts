import { defineArea } from '../../message.ts';

/** What a backend does until it is ready, as its card says it; of an instance of a fleet behind its name. */
export const loadStatusWords = defineArea('loadStatus', {
  starting: 'Starting',
  startingAgain: 'Starting again',
  startingProgram: 'Starting {program}',
  startingWebUi: 'Starting the web UI',
  lookingForUpdates: 'Looking for updates',
  settingUpGpu: 'Setting up the GPU ({gpu})',
  loadingModel: 'Loading the model',
  loadingModelPercent: 'Loading the model, {percent} %',

  // Of an instance of a fleet.
  instance_launching: 'is being launched',
  instance_waiting: 'waits for a place ({reason})',
  instance_connecting: 'has not answered yet',
  instance_ending: 'ends',
  instance_away: 'It does not answer since {time}.',
  instance_draining: 'It ends when its requests are answered.',
  instance_idle: '{launch}, unused',
  instance_busy: '{launch}, at work',
});
