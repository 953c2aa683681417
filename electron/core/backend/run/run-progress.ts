/** How far the start of a run has come. It reads what the worker prints until the start is over. */
import { type ShownProgress, StartProgress } from '../../progress/start-progress.ts';
import type { OutsideTexts } from './outside-texts.ts';
import type { RunEnvironment } from './run-environment.ts';

export class RunProgress {
  readonly #progress: StartProgress;
  readonly #stopWatching: readonly (() => void)[];

  constructor(environment: RunEnvironment, outside: Pick<OutsideTexts, 'line'>, onChange: () => void) {
    const { clock } = environment;
    this.#progress = new StartProgress({
      clock,
      usualSeconds: environment.usualStartSeconds(),
      clean: (line, maxLength) => outside.line(line, maxLength),
      onChange,
    });
    this.#stopWatching = [
      environment.watchLog(this.#progress.noteLines),
      environment.watchUnfinished(this.#progress.noteUnfinished),
    ];
  }

  get shown(): ShownProgress {
    return this.#progress.shown;
  }

  noteStatus(status: string): void {
    this.#progress.noteStatus(status);
  }

  /** To be called when the start is over, however it ended. */
  end(): void {
    this.#progress.end();
    for (const stop of this.#stopWatching) stop();
  }
}
