/** Failures to load a program: libraries that are missing, and builds for another system. */
import type { KnownFailure } from '../known-failure.ts';
import { copyCommand, runOr } from './advice.ts';

/** The packages of Debian and Ubuntu in which they are. */
const PACKAGES: readonly [RegExp, string][] = [
  [/^libGL\.so/, 'libgl1'],
  [/^libgthread-2|^libglib-2/, 'libglib2.0-0'],
  [/^libgomp/, 'libgomp1'],
  [/^libcurl\.so\.4/, 'libcurl4'],
  [/^libssl\.so\.3|^libcrypto\.so\.3/, 'libssl3'],
  [/^libsndfile/, 'libsndfile1'],
  [/^libnuma/, 'libnuma1'],
  [/^libopenblas/, 'libopenblas0'],
  [/^libvulkan/, 'libvulkan1'],
  [/^libtcmalloc/, 'libgoogle-perftools4'],
  [/^libSM\./, 'libsm6'],
  [/^libXext/, 'libxext6'],
  [/^libibverbs/, 'libibverbs1'],
  [/^libpython3\.(\d+)/, 'libpython3-dev'],
];

/** Libraries of CUDA; the program and not the driver brings them. */
const CUDA_LIBRARY =
  /^lib(?:cudart|cublas|cublasLt|cufft|curand|cusparse|cusolver|nvrtc|nccl|nvJitLink|cupti)\.so/;

export const libraryFailures: readonly KnownFailure[] = [
  {
    id: 'shared_library_missing',
    pattern:
      /error while loading shared libraries: (\S+): (?:cannot open shared object file|file too short)|^(?:OSError|ImportError): (\S+): cannot open shared object file|Library not loaded: (\S+)/,
    explain: ({ groups: [, program, python, mac] }, run) => {
      const path = program ?? python ?? mac ?? '';
      const library = path.split('/').at(-1) ?? path;
      if (CUDA_LIBRARY.test(library))
        return {
          explanation: `${library} is not found: the program was built for a CUDA that is not installed here.`,
          remedy:
            'Install the CUDA libraries of that version, or a build of the program for the version that is here; a Python package of it comes with a PyTorch for that version.',
        };
      const package_ = PACKAGES.find(([pattern]) => pattern.test(library))?.[1];
      const command =
        package_ === undefined || run.platform !== 'linux' ? null : `sudo apt-get install ${package_}`;
      return {
        explanation: `The program needs ${library}, which is not found on this machine.`,
        remedy: runOr(
          command,
          `Install the package that has ${library}, or put its folder into LD_LIBRARY_PATH.`,
        ),
        action: copyCommand(command),
      };
    },
    isPermanent: true,
  },
  {
    id: 'dll_missing',
    pattern:
      /DLL load failed while importing (\w+)|(?:\[WinError 126\].*)?Error loading "([^"]+)"|\[WinError 126\]|because (\S+\.dll) was not found/i,
    explain: ({ groups: [, module, library, named] }) => ({
      explanation: `Windows finds not all parts of ${module ?? library ?? named ?? 'the program'}.`,
      remedy:
        'Install the latest "Visual C++ Redistributable" (x64) of Microsoft. Where a package of CUDA is named, install the driver of the card and the package again.',
    }),
    isPermanent: true,
  },
  {
    id: 'system_too_old',
    pattern: /version `(GLIBC(?:XX)?_[\d.]+|CXXABI_[\d.]+)' not found/,
    explain: ({ groups: [, version] }) => ({
      explanation: `It needs ${version}, and the C library of this system is older.`,
      remedy:
        'Use a build for this system (often called "ubuntu-20.04" or "manylinux"), run it in a container, or update the system. In an environment of conda: conda install -c conda-forge libstdcxx-ng.',
    }),
    isPermanent: true,
  },
  {
    id: 'wrong_processor',
    pattern:
      /[Ee]xec format error|cannot execute binary file|Bad CPU type in executable|is not a valid Win32 application/,
    explain: () => ({
      explanation:
        'The file of the program is for another kind of processor or system than this machine has.',
      remedy: 'Download the build for this machine, such as x64 or arm64.',
    }),
    isPermanent: true,
  },
  {
    id: 'node_module_missing',
    pattern: /Error: Cannot find (?:module|package) '([^']+)'|ERR_MODULE_NOT_FOUND/,
    explain: ({ groups: [, module] }) => ({
      explanation: `The program is run by Node, and ${module ?? 'a package'} is not there.`,
      remedy:
        'Run npm install in its folder; if a path of the program itself is named, correct it in its settings.',
    }),
    isPermanent: true,
  },
];
