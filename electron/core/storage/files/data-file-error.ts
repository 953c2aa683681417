/** A file of the data directory that is of no use as it is. */
import { systemReasonWords } from '../../../../shared/words/en/errors/system-reasons.ts';
import { type Text, texts } from '../../../../shared/words/phrase.ts';
import { ReasonError } from '../../../../shared/words/reason-error.ts';

const say = texts(systemReasonWords);

/** What lies in the place of the file, or that the file is too large. Unlike an error it can be sent to another thread. */
export type DataFileProblem =
  | { kind: 'folder' | 'device' }
  | { kind: 'tooLarge' /** The limit. */; kilobytes: number };

export class DataFileError extends ReasonError {
  readonly problem: DataFileProblem;

  constructor(problem: DataFileProblem) {
    super(dataFileReason(problem));
    this.problem = problem;
  }
}

/** What is wrong with the file, as a part of a sentence. */
export function dataFileReason(problem: DataFileProblem): Text {
  switch (problem.kind) {
    case 'folder':
      return say('folderInPlace');
    case 'device':
      return say('deviceInPlace');
    case 'tooLarge':
      return say('largerThan', { kilobytes: problem.kilobytes });
  }
}
