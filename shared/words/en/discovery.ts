import { defineArea } from '../message.ts';

/** What was found on this computer, and what a start would find at a path. Each stands alone. */
export const discoveryWords = defineArea('discovery', {
  // An engine that could be added.
  answersAt: '{name} answers at {address}',
  installedAt: '{name} is installed at {path}',
  engineIn: '{name} in {folder}',
  webuiIn: 'Stable Diffusion web UI in {folder}',

  // The Python that a start would use.
  environmentPython: 'Its Python is {python}.',
  runBy: 'It is run by {python}, unless “{setting}” names another.',
  runBySystem:
    'No Python of its own was found beside it, so it is run by {python} of this computer, unless “{setting}” names another.',
  launchedBy: 'launch.py is run by {python}, unless “{setting}” names another.',
  startedByScript: 'It is started by {script}, which chooses the Python, unless “{setting}” names one.',
  noPython:
    'No Python of its own was found. Start it once by hand, which installs one, or choose one as “{setting}”.',
});
