/** Failures of the command line: arguments that are unknown, lack a value or have a wrong one, and programs that are missing. */
import type { KnownFailure } from '../known-failure.ts';
import { inArguments, inEnvironment, openArguments, openEnvironment } from './advice.ts';

export const argumentFailures: readonly KnownFailure[] = [
  {
    // argparse, getopt, llama.cpp, click, clap, cobra, Go's flag, Node, in this order.
    id: 'argument_unknown',
    pattern:
      /error: unrecognized arguments?: (.+)$|unrecognized option '([^']+)'|error: invalid argument: (\S+)|No such option: (\S+)|unexpected argument '([^']+)' found|unknown (?:shorthand )?flag: (\S+)|flag provided but not defined: (\S+)|bad option: (\S+)/,
    explain: ({ groups: [, ...names] }, run) => ({
      explanation: `This version of the program does not know ${names.find((name) => name !== undefined)}.`,
      remedy: `Correct or remove it ${inArguments(run)}, or update the program: what it was may have another name now (--help lists all).`,
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
      const name = argparse ?? llama ?? getopt ?? cobra ?? clap ?? clapName;
      const reason =
        problem ?? llamaProblem ?? (value === undefined ? 'it needs a value' : `it refuses '${value}'`);
      return {
        explanation: `The program refuses ${name}: ${reason}.`,
        remedy: `Correct it ${inArguments(run)}.`,
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
      explanation: `The program cannot do without ${names.find((name) => name !== undefined && name !== '') ?? 'an argument that it was not given'}.`,
      remedy: `Add it ${inArguments(run)}.`,
      action: openArguments(run),
    }),
    isPermanent: true,
  },
  {
    id: 'variable_missing',
    pattern:
      /KeyError: '([A-Z][A-Z0-9]*_[A-Z0-9_]+)'|\b([A-Z][A-Z0-9]*_(?:API_KEY|TOKEN|SECRET|URL|HOME|PATH|DIR)) (?:environment variable )?(?:is not set|must be set|not set|is required|is missing)|[Mm]issing (?:required )?environment variable:? '?([A-Z][A-Z0-9_]+)/,
    explain: ({ groups: [, ...names] }, run) => ({
      explanation: `The program wants ${names.find((name) => name !== undefined)} among its environment variables.`,
      remedy: `Set it ${inEnvironment(run)}. What your own terminal has set is not passed on to a program that is started by the desktop.`,
      action: openEnvironment(run),
    }),
    isPermanent: true,
  },
  {
    id: 'inner_command_missing',
    pattern:
      /(?:^|: )(?:line )?\d+: ([\w./+-]+): (?:command )?not found$|: ([\w./+-]+): command not found$|'([^']+)' is not recognized as an internal or external command|env: '?([\w.+-]+)'?: No such file or directory/,
    explain: ({ groups: [, ...names] }) => {
      const name = names.find((each) => each !== undefined);
      return {
        explanation: `Its script calls ${name}, which is not found.`,
        remedy: `Install ${name}, or add its folder to PATH among its environment variables: the PATH of your terminal may be a longer one.`,
      };
    },
    isPermanent: true,
  },
];
