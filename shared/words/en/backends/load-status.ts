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
  instance_title: 'Instance {number}',
  instance_titleAt: 'Instance {number} at {place}',
  instance_launching: 'is starting',
  instance_waiting: 'is waiting in the queue ({reason})',
  instance_connecting: 'has not answered yet',
  instance_ending: 'is ending',
  instance_away: 'It has not answered since {time}.',
  instance_draining: 'It ends when its requests are answered.',
  instance_job: 'job {id}',
  instance_idle: '{launch}, unused',
  instance_busy: '{launch}, busy',
});
