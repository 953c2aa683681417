/** Failures to load a program: libraries that are missing, and builds for another system. */
import { failureRemedyWords } from '../../../../shared/words/en/errors/failure-remedies.ts';
import { failureWords } from '../../../../shared/words/en/errors/failures.ts';
import { given, texts } from '../../../../shared/words/phrase.ts';
import type { KnownFailure } from '../known-failure.ts';
import { copyCommand, firstOf } from './advice.ts';

const cause = texts(failureWords);
const remedy = texts(failureRemedyWords);

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
          explanation: cause('cuda_library_missing', { library }),
          remedy: remedy('cuda_library_missing'),
        };
      const package_ = PACKAGES.find(([pattern]) => pattern.test(library))?.[1];
      const command =
        package_ === undefined || run.platform !== 'linux' ? null : `sudo apt-get install ${package_}`;
      return {
        explanation: cause('shared_library_missing', { library }),
        remedy: remedy('shared_library_missing', { ...given('command', command), library }),
        action: copyCommand(command),
      };
    },
    isPermanent: true,
  },
  {
    id: 'dll_missing',
    pattern:
      /DLL load failed while importing (\w+)|(?:\[WinError 126\].*)?Error loading "([^"]+)"|\[WinError 126\]|because (\S+\.dll) was not found/i,
    explain: ({ groups: [, ...names] }) => ({
      explanation: cause('dll_missing', given('name', firstOf(names))),
      remedy: remedy('dll_missing'),
    }),
    isPermanent: true,
  },
  {
    id: 'system_too_old',
    pattern: /version `(GLIBC(?:XX)?_[\d.]+|CXXABI_[\d.]+)' not found/,
    explain: ({ groups: [, version = ''] }) => ({
      explanation: cause('system_too_old', { version }),
      remedy: remedy('system_too_old'),
    }),
    isPermanent: true,
  },
  {
    id: 'wrong_processor',
    pattern:
      /[Ee]xec format error|cannot execute binary file|Bad CPU type in executable|is not a valid Win32 application/,
    explain: () => ({
      explanation: cause('wrong_processor'),
      remedy: remedy('wrong_processor'),
    }),
    isPermanent: true,
  },
  {
    id: 'node_module_missing',
    pattern: /Error: Cannot find (?:module|package) '([^']+)'|ERR_MODULE_NOT_FOUND/,
    explain: ({ groups: [, module] }) => ({
      explanation: cause('node_module_missing', given('module', module)),
      remedy: remedy('node_module_missing'),
    }),
    isPermanent: true,
  },
];
