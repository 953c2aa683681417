/** Failures of the command line: arguments that are unknown, lack a value or have a wrong one, and programs that are missing. */
import { failureRemedyWords } from '../../../../shared/words/en/errors/failure-remedies.ts';
import { failureWords } from '../../../../shared/words/en/errors/failures.ts';
import { given, texts } from '../../../../shared/words/phrase.ts';
import type { KnownFailure } from '../known-failure.ts';
import { firstOf, inArguments, inEnvironment, openArguments, openEnvironment } from './advice.ts';

const cause = texts(failureWords);
const remedy = texts(failureRemedyWords);

export const argumentFailures: readonly KnownFailure[] = [
  {
    // argparse, getopt, llama.cpp, click, clap, cobra, Go's flag, Node, in this order.
    id: 'argument_unknown',
    pattern:
      /error: unrecognized arguments?: (.+)$|unrecognized option '([^']+)'|error: invalid argument: (\S+)|No such option: (\S+)|unexpected argument '([^']+)' found|unknown (?:shorthand )?flag: (\S+)|flag provided but not defined: (\S+)|bad option: (\S+)/,
    explain: ({ groups: [, ...names] }, run) => ({
      explanation: cause('argument_unknown', { argument: firstOf(names) ?? '' }),
      remedy: remedy('argument_unknown', { where: inArguments(run) }),
      action: openArguments(run),
    }),
    isPermanent: true,
  },
  {
    id: 'argument_value_wrong',
    pattern:
      /error: argument (\S+?): (.+)$|error while handling argument "([^"]+)": ?(.*)|option '([^']+)' requires an argument|flag needs an argument: (\S+)|a value is required for '([^']+)'|invalid value '([^']*)' for '([^']+)'/,
    explain: (
      { groups: [, argparse, problem, llama, llamaProblem, getopt, cobra, clap, value, clapName] },
      run,
    ) => {
      const argument = argparse ?? llama ?? getopt ?? cobra ?? clap ?? clapName ?? '';
      const reason = problem ?? llamaProblem;
      return {
        explanation:
          reason !== undefined
            ? cause('argument_value_wrong', { argument, reason })
            : value === undefined
              ? cause('argument_without_value', { argument })
              : cause('argument_value_refused', { argument, value }),
        remedy: remedy('argument_value_wrong', { where: inArguments(run) }),
        action: openArguments(run),
      };
    },
    isPermanent: true,
  },
  {
    id: 'argument_required',
    pattern:
      /error: the following arguments are required: (.+)$|required arguments? (?:were|was) not provided:? ?(.*)|required flag\(s\) "([^"]+)" not set/,
    explain: ({ groups: [, ...names] }, run) => ({
      explanation: cause('argument_required', given('argument', firstOf(names))),
      remedy: remedy('argument_required', { where: inArguments(run) }),
      action: openArguments(run),
    }),
    isPermanent: true,
  },
  {
    id: 'variable_missing',
    pattern:
      /KeyError: '([A-Z][A-Z0-9]*_[A-Z0-9_]+)'|\b([A-Z][A-Z0-9]*_(?:API_KEY|TOKEN|SECRET|URL|HOME|PATH|DIR)) (?:environment variable )?(?:is not set|must be set|not set|is required|is missing)|[Mm]issing (?:required )?environment variable:? '?([A-Z][A-Z0-9_]+)/,
    explain: ({ groups: [, ...names] }, run) => ({
      explanation: cause('variable_missing', { variable: firstOf(names) ?? '' }),
      remedy: remedy('variable_missing', { where: inEnvironment(run) }),
      action: openEnvironment(run),
    }),
    isPermanent: true,
  },
  {
    id: 'inner_command_missing',
    pattern:
      /(?:^|: )(?:line )?\d+: ([\w./+-]+): (?:command )?not found$|: ([\w./+-]+): command not found$|'([^']+)' is not recognized as an internal or external command|env: '?([\w.+-]+)'?: No such file or directory/,
    explain: ({ groups: [, ...names] }) => {
      const command = firstOf(names) ?? '';
      return {
        explanation: cause('inner_command_missing', { command }),
        remedy: remedy('inner_command_missing', { command }),
      };
    },
    isPermanent: true,
  },
];
