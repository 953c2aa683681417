/** What the worker of one run answers before it is ready: for the log, for the card, and for the error of its start. */

import { hasCode, SwitchyardError } from '../../../../shared/errors.ts';
import { systemReasonWords } from '../../../../shared/words/en/errors/system-reasons.ts';
import { type HostText, type Text, texts } from '../../../../shared/words/phrase.ts';
import type { Clock } from '../../clock.ts';
import type { ReadinessContext } from '../../process/ports/readiness.ts';
import { LastAnswer } from '../../process/ports/ready-answer.ts';

const say = texts(systemReasonWords);

export interface StartAnswersOptions {
  log: (message: string) => void;
  /** Shows a load status; undefined removes it. */
  show: (loadStatus: Text | undefined) => void;
}

export class StartAnswers {
  readonly last: LastAnswer;
  readonly #options: StartAnswersOptions;
  #isShown = false;

  constructor(clock: Clock, options: StartAnswersOptions) {
    this.last = new LastAnswer(clock);
    this.#options = options;
  }

  /** For the wait until the worker is ready. */
  get context(): Pick<ReadinessContext, 'answers' | 'onAnswer'> {
    return { answers: this.last, onAnswer: (text, isWrong) => this.#report(text, isWrong) };
  }

  /** What a worker has answered before it exited often names the cause. */
  addTo(error: SwitchyardError): SwitchyardError {
    const answer = this.last.reply;
    if (!hasCode(error, 'exited_before_ready') || answer === undefined) return error;
    return new SwitchyardError('exited_before_ready', { ...error.details, answer });
  }

  /** A wrong answer is on the card as long as it lasts. */
  #report(text: HostText, isWrong: boolean): void {
    const message = say('answer_notReady', { answer: text });
    this.#options.log(message.text);
    if (!isWrong && !this.#isShown) return;
    this.#isShown = isWrong;
    this.#options.show(isWrong ? message : undefined);
  }
}
