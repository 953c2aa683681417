/** What a program says in its own words when it ends by an error that is not known: these come after all others. */

import { failureRemedyWords } from '../../../../shared/words/en/errors/failure-remedies.ts';
import { failureWords } from '../../../../shared/words/en/errors/failures.ts';
import { texts } from '../../../../shared/words/phrase.ts';
import type { KnownFailure } from '../known-failure.ts';
import { isErrorLine } from '../relevant-lines.ts';
import { firstOf } from './advice.ts';

const cause = texts(failureWords);
const remedy = texts(failureRemedyWords);

/** Ways to end that are no error. */
const IS_NO_ERROR =
  /^(?:KeyboardInterrupt|SystemExit: 0|asyncio\.exceptions\.CancelledError|concurrent\.futures\.)/;

export const exceptionFailures: readonly KnownFailure[] = [
  {
    // ggml.c: "GGML_ASSERT(ctx->mem_buffer != NULL) failed".
    id: 'ggml_assertion',
    pattern: /GGML_ASSERT\((.+?)\) failed/,
    explain: ({ groups: [, check = ''] }) => ({
      explanation: cause('ggml_assertion', { check }),
      remedy: remedy('ggml_assertion'),
    }),
    isFollowUp: true,
  },
  {
    id: 'program_panicked',
    pattern:
      /^thread '.*' panicked at (.+)|^panic: (.+)|^fatal error: (.+)|^terminate called after throwing an instance of '(.+)'|^\s*what\(\): +(.+)|^libc\+\+abi: terminating.*?: (.+)/,
    explain: ({ groups: [, ...reasons] }) => ({
      explanation: cause('said_by_program', { message: firstOf(reasons) ?? '' }),
      remedy: remedy('program_panicked'),
    }),
    isFollowUp: true,
  },
  {
    id: 'python_error',
    pattern: /^((?:[a-z_]\w*\.)*[A-Z]\w*(?:Error|Exception|Exit|Failure))(?:: (.*))?$/,
    explain: ({ groups: [line, name = '', message], lines, index }) => {
      if (IS_NO_ERROR.test(line ?? '')) return null;
      const isPython = lines
        .slice(Math.max(0, index - 200), index)
        .some(({ text }) => /Traceback|^\s+File "/.test(text));
      if (!isPython) return null;
      const said = message === undefined || message === '' ? name : `${message} (${name})`;
      return { explanation: cause('said_by_program', { message: said }), remedy: remedy('python_error') };
    },
    isFollowUp: true,
  },
  {
    id: 'program_error',
    pattern: /^(?:Uncaught )?(?:Error|\w+Error|error|ERROR|FATAL|fatal|Fatal error|Fatal)(?:\[\w+\])?: (.+)$/,
    explain: ({ groups: [line, message = ''] }) =>
      // Scripts ask git for their version, whether or not they came by git.
      isErrorLine(line ?? '') && !/not a git repository/.test(line ?? '')
        ? { explanation: cause('said_by_program', { message }), remedy: remedy('program_error') }
        : null,
    isFollowUp: true,
  },
];
