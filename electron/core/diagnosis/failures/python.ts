/** Failures of Python: packages that are missing or do not fit each other, and environments that are broken. */
import type { KnownFailure } from '../known-failure.ts';
import { copyCommand, runOr } from './advice.ts';
import { packageOf, pipCommand } from './python-environment.ts';

export const pythonFailures: readonly KnownFailure[] = [
  {
    id: 'python_environment_moved',
    pattern:
      /bad interpreter: No such file or directory|No Python at '"?([^'"]+)|Unable to create process using '"?([^'"]+)|did not find executable at '([^']+)'/,
    explain: () => ({
      explanation:
        'The virtual environment names a Python that is not there: it was moved, copied, or its Python was updated or removed.',
      remedy:
        'Make the environment anew at its present place (python -m venv, then pip install its requirements): an environment cannot be moved.',
    }),
    isPermanent: true,
  },
  {
    id: 'python_too_old',
    pattern:
      /requires a different Python: ([\d.]+) not in '([^']+)'|requires Python '?([<>=!~.\d, ]+\d)|ImportError: cannot import name '(?:Self|override|StrEnum|ParamSpec|TypeAlias|NotRequired)' from '(?:typing|enum)'|No module named 'tomllib'|TypeError: unsupported operand type\(s\) for \|: '(?:type|_GenericAlias|NoneType)' and|SyntaxError: .*(?:match|f-string)|module 'asyncio' has no attribute '(?:timeout|TaskGroup)'/,
    explain: ({ groups: [, has, wants, wantsToo] }) => ({
      explanation:
        has === undefined
          ? `The program uses what its Python does not have yet${wantsToo === undefined ? '' : `: it wants ${wantsToo}`}.`
          : `Its Python is ${has}, and a package wants ${wants}.`,
      remedy:
        'Make its environment anew with a version of Python that its documentation names (python3.11 -m venv …), and name that Python in its settings.',
    }),
    isPermanent: true,
  },
  {
    id: 'python_externally_managed',
    pattern: /error: externally-managed-environment/,
    explain: () => ({
      explanation: 'It tried to install packages into the Python of the system, which the system forbids.',
      remedy: 'Make a virtual environment for it (python3 -m venv), and name its Python in the settings.',
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
        explanation:
          'One of its packages was compiled for NumPy 1 and its environment has NumPy 2, or the reverse.',
        remedy: runOr(command, 'Install numpy<2 into its environment, or update the package that fails.'),
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
        explanation:
          'A package with compiled parts (such as torchvision, vLLM, xformers or flash-attn) does not fit the PyTorch beside it: one of them was updated alone.',
        remedy:
          'Install both again together, in versions that belong to each other; the package names the PyTorch that it wants. The command shows which packages do not fit.',
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
      explanation: 'It compiles code while it starts, and finds no compiler or not the headers of Python.',
      remedy:
        run.platform === 'win32'
          ? 'Install the Build Tools for Visual Studio with "Desktop development with C++", then start it again.'
          : 'Install a C compiler and the headers of Python, then start it again.',
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
    explain: ({ groups: [, module, ofCommand, specification], lines, index }, run) => {
      // A program that can do without a package catches the error and goes on.
      if (!isLastException(lines, index)) return null;
      const name = module ?? ofCommand ?? specification ?? '';
      const command = pipCommand(run, lines, `install ${packageOf(name)}`);
      const torch = packageOf(name).startsWith('torch')
        ? ' For a graphics card, take the command that pytorch.org gives instead.'
        : '';
      return {
        explanation: `Its Python has no module named ${name}.`,
        remedy: `${runOr(command, `Install ${packageOf(name)} into its environment`)}.${torch} Where it has a requirements.txt, install that: an update may need more than one package.`,
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
            ? `${package_} has no ${name ?? attribute}: it is older or newer than the program expects.`
            : `It needs ${wanted}.`,
        remedy:
          `Install the versions that its requirements.txt names into its environment, ${package_} above all. ${runOr(command, '')}`.trim(),
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
