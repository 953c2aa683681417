/** What a program says in its own words when it ends by an error that is not known: these come after all others. */

import type { KnownFailure } from '../known-failure.ts';
import { isErrorLine } from '../relevant-lines.ts';

const THE_PROGRAM = 'The message is that of the program itself. ';

/** Ways to end that are no error. */
const IS_NO_ERROR =
  /^(?:KeyboardInterrupt|SystemExit: 0|asyncio\.exceptions\.CancelledError|concurrent\.futures\.)/;

export const exceptionFailures: readonly KnownFailure[] = [
  {
    // ggml.c: "GGML_ASSERT(ctx->mem_buffer != NULL) failed".
    id: 'ggml_assertion',
    pattern: /GGML_ASSERT\((.+?)\) failed/,
    explain: ({ groups: [, check] }) => ({
      explanation: `A condition that llama.cpp relies on did not hold: ${check}.`,
      remedy:
        'Update the program. If a certain model or argument brings it about, its project takes a report with the lines below.',
    }),
    isFollowUp: true,
  },
  {
    id: 'program_panicked',
    pattern:
      /^thread '.*' panicked at (.+)|^panic: (.+)|^fatal error: (.+)|^terminate called after throwing an instance of '(.+)'|^\s*what\(\): +(.+)|^libc\+\+abi: terminating.*?: (.+)/,
    explain: ({ groups: [, ...reasons] }) => ({
      explanation: `${THE_PROGRAM}It says: ${reasons.find((reason) => reason !== undefined)}`,
      remedy: 'Update the program, and look for the message in the list of its known issues.',
    }),
    isFollowUp: true,
  },
  {
    id: 'python_error',
    pattern: /^((?:[a-z_]\w*\.)*[A-Z]\w*(?:Error|Exception|Exit|Failure))(?:: (.*))?$/,
    explain: ({ groups: [line, name, message], lines, index }) => {
      if (IS_NO_ERROR.test(line ?? '')) return null;
      const isPython = lines
        .slice(Math.max(0, index - 200), index)
        .some(({ text }) => /Traceback|^\s+File "/.test(text));
      if (!isPython) return null;
      return {
        explanation: `${THE_PROGRAM}It says: ${message === undefined || message === '' ? name : `${message} (${name})`}`,
        remedy:
          'Look for the message in the list of known issues of the program; the log has the whole traceback.',
      };
    },
    isFollowUp: true,
  },
  {
    id: 'program_error',
    pattern: /^(?:Uncaught )?(?:Error|\w+Error|error|ERROR|FATAL|fatal|Fatal error|Fatal)(?:\[\w+\])?: (.+)$/,
    explain: ({ groups: [line, message] }) =>
      // Scripts ask git for their version, whether or not they came by git.
      isErrorLine(line ?? '') && !/not a git repository/.test(line ?? '')
        ? {
            explanation: `${THE_PROGRAM}It says: ${message}`,
            remedy:
              'Correct what the message names. Where it says too little, look for it in the list of known issues of the program.',
          }
        : null,
    isFollowUp: true,
  },
];
