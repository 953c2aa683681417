/** Failures of Python: packages that are missing or do not fit each other, and environments that are broken. */
import { failureRemedyWords } from '../../../../shared/words/en/errors/failure-remedies.ts';
import { failureWords } from '../../../../shared/words/en/errors/failures.ts';
import { given, texts } from '../../../../shared/words/phrase.ts';
import type { KnownFailure } from '../known-failure.ts';
import { copyCommand, firstOf } from './advice.ts';
import { packageOf, pipCommand } from './python-environment.ts';

const cause = texts(failureWords);
const remedy = texts(failureRemedyWords);

export const pythonFailures: readonly KnownFailure[] = [
  {
    id: 'python_environment_moved',
    pattern:
      /bad interpreter: No such file or directory|No Python at '"?([^'"]+)|Unable to create process using '"?([^'"]+)|did not find executable at '([^']+)'/,
    explain: () => ({
      explanation: cause('python_environment_moved'),
      remedy: remedy('python_environment_moved'),
    }),
    isPermanent: true,
  },
  {
    id: 'python_too_old',
    pattern:
      /requires a different Python: ([\d.]+) not in '([^']+)'|requires Python '?([<>=!~.\d, ]+\d)|ImportError: cannot import name '(?:Self|override|StrEnum|ParamSpec|TypeAlias|NotRequired)' from '(?:typing|enum)'|No module named 'tomllib'|TypeError: unsupported operand type\(s\) for \|: '(?:type|_GenericAlias|NoneType)' and|SyntaxError: .*(?:match|f-string)|module 'asyncio' has no attribute '(?:timeout|TaskGroup)'/,
    explain: ({ groups: [, present, wanted, wantedToo] }) => ({
      explanation:
        present === undefined
          ? cause('python_too_old', given('wanted', wantedToo))
          : cause('python_version_wrong', { present, wanted: wanted ?? '' }),
      remedy: remedy('python_version_wrong'),
    }),
    isPermanent: true,
  },
  {
    id: 'python_externally_managed',
    pattern: /error: externally-managed-environment/,
    explain: () => ({
      explanation: cause('python_externally_managed'),
      remedy: remedy('python_externally_managed'),
    }),
    isPermanent: true,
  },
  {
    id: 'numpy_mismatch',
    pattern:
      /^(?:\w+Error: )?.*(?:numpy\.dtype size changed|_ARRAY_API not found|numpy\.core\.multiarray failed to import|module 'numpy' has no attribute '\w+')/,
    explain: ({ lines }, run) => {
      const command = pipCommand(run, lines, 'install "numpy<2"');
      return {
        explanation: cause('numpy_mismatch'),
        remedy: remedy('numpy_mismatch', given('command', command)),
        action: copyCommand(command),
      };
    },
    isPermanent: true,
  },
  {
    id: 'torch_extension_mismatch',
    pattern:
      /^\w*Error: .*(?:undefined symbol: \S+|operator torchvision::\w+ does not exist|DLL load failed while importing _C\b)|^RuntimeError: .*(?:compiled with a different CUDA|detected that PyTorch and \w+ were compiled with different CUDA)/,
    explain: ({ lines }, run) => {
      const command = pipCommand(run, lines, 'check');
      return {
        explanation: cause('torch_extension_mismatch'),
        remedy: remedy('torch_extension_mismatch', given('command', command)),
        action: copyCommand(command),
      };
    },
    isPermanent: true,
  },
  {
    id: 'c_compiler_missing',
    pattern:
      /Failed to find C compiler|unable to execute '?(?:gcc|cc|c\+\+|g\+\+)'?: No such file|error: command '(?:gcc|cc|x86_64-linux-gnu-gcc)' failed|Microsoft Visual C\+\+ 14\.0 or greater is required|Python\.h: No such file or directory|Could not find nvcc/,
    explain: (_, run) => ({
      explanation: cause('c_compiler_missing'),
      remedy: remedy('c_compiler_missing', { system: run.platform === 'win32' ? 'windows' : 'other' }),
      action:
        run.platform === 'linux'
          ? copyCommand('sudo apt-get install build-essential python3-dev')
          : undefined,
    }),
    isPermanent: true,
  },
  {
    id: 'python_module_missing',
    // An extension that lacks a package prints its traceback with an indent.
    pattern:
      /^(?:ModuleNotFoundError|ImportError): No module named '?([\w.-]+)|^\S*python[\d.]*(?:\.exe)?: (?:Error while finding module specification for .*)?No module named '?([\w.-]+)|^\S*python[\d.]*(?:\.exe)?: Error while finding module specification for '([\w.-]+)'/i,
    explain: ({ groups: [, ...names], lines, index }, run) => {
      // A program that can do without a package catches the error and goes on.
      if (!isLastException(lines, index)) return null;
      const module = firstOf(names) ?? '';
      const package_ = packageOf(module);
      const command = pipCommand(run, lines, `install ${package_}`);
      return {
        explanation: cause('python_module_missing', { module }),
        remedy: remedy('python_module_missing', {
          ...given('command', command),
          package: package_,
          isTorch: package_.startsWith('torch') ? 'yes' : 'no',
        }),
        action: copyCommand(command),
      };
    },
    isPermanent: true,
  },
  {
    id: 'python_packages_mismatch',
    pattern:
      /ImportError: cannot import name '([\w.]+)' from (?:partially initialized module )?'([\w.]+)'|AttributeError: module '([\w.]+)' has no attribute '([\w.]+)'|(?:ImportError|VersionConflict).*\b([\w-]+[<>=!~]=[\w.]+).* is required/,
    explain: ({ groups: [, name, from, module, attribute, wanted], lines, index }, run) => {
      if (!isLastException(lines, index)) return null;
      const package_ = packageOf(from ?? module ?? wanted?.split(/[<>=!~]/)[0] ?? '');
      const command = pipCommand(run, lines, wanted === undefined ? 'check' : `install "${wanted}"`);
      return {
        explanation:
          wanted === undefined
            ? cause('python_packages_mismatch', { package: package_, name: name ?? attribute ?? '' })
            : cause('python_package_wanted', { wanted }),
        remedy: remedy('python_packages_mismatch', { package: package_, ...given('command', command) }),
        action: copyCommand(command),
      };
    },
    isPermanent: true,
  },
];

/** Whether no other exception came after it that ended the program instead. What wraps it, or is raised while it is handled, is none. */
function isLastException(lines: readonly { text: string }[], index: number): boolean {
  return !lines
    .slice(index + 1)
    .some(
      ({ text }) =>
        /^(?:\w+\.)*\w+(?:Error|Exception)(?::|$)/.test(text) &&
        !/^(?:RuntimeError: (?:Failed to import|Engine core)|ImportError)/.test(text),
    );
}
