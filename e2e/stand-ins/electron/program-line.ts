/** Stands in for Electron's own connection to its windows: the line from the program to the test that plays them. */
import { type Answers, connectLine } from './line.ts';
import type { WindowAnswers } from './messages.ts';

if (!process.send)
  throw new Error(
    'The stand-in of Electron needs a test that plays its windows: see e2e/launch/desktop/start-program.ts.',
  );

const answers: Answers = {};

/** The test that plays the windows. */
export const { ask: windows } = connectLine<WindowAnswers>(process, answers);

/** Lets a part be asked by the test. */
export const answerWith = (more: Answers): void => void Object.assign(answers, more);

/** Whoever tells the windows something does not wait for it; a window that is gone has nothing to be told. */
export const told = (telling: Promise<unknown>): void => void telling.catch(() => undefined);

// The program must not outlive the test, whatever way that ends. Nobody is there to be asked any more.
process.on('disconnect', () => process.exit(1));
