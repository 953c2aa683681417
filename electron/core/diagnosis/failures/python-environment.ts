/** Finds the Python of a failed run, for commands that a person can paste into a terminal. */
import type { FailedRun } from '../known-failure.ts';
import type { PrintedLine } from '../run-output.ts';

/** How packages are called on PyPI whose modules have other names. */
const PACKAGES: ReadonlyMap<string, string> = new Map([
  ['cv2', 'opencv-python-headless'],
  ['PIL', 'pillow'],
  ['yaml', 'pyyaml'],
  ['sklearn', 'scikit-learn'],
  ['skimage', 'scikit-image'],
  ['dotenv', 'python-dotenv'],
  ['bs4', 'beautifulsoup4'],
  ['git', 'gitpython'],
  ['Crypto', 'pycryptodome'],
  ['google', 'protobuf'],
  ['pkg_resources', 'setuptools'],
  ['distutils', 'setuptools'],
  ['flash_attn', 'flash-attn'],
  ['llama_cpp', 'llama-cpp-python'],
  ['multipart', 'python-multipart'],
  ['jwt', 'pyjwt'],
  ['OpenSSL', 'pyopenssl'],
  ['serial', 'pyserial'],
  ['fitz', 'pymupdf'],
]);

export function packageOf(module: string): string {
  const [top = module] = module.split('.');
  return PACKAGES.get(top) ?? top.replaceAll('_', '-');
}

/** The interpreter as it is named in a terminal; null where nothing tells. */
export function findPython(run: FailedRun, lines: readonly PrintedLine[]): string | null {
  const command = run.program?.command ?? '';
  if (/(?:^|[\\/])python[\d.]*(?:\.exe)?$/i.test(command)) return command;
  // A program of an environment, such as vllm: its traceback names the folder of the packages.
  for (const { text } of lines) {
    const unix = /File "(\/[^"]+?)\/lib(?:64)?\/python[\d.]+\/(?:site|dist)-packages\//.exec(text);
    if (unix?.[1] !== undefined && !/^\/usr(?:\/local)?$/.test(unix[1])) return `${unix[1]}/bin/python`;
    const windows = /File "([A-Z]:\\[^"]+?)\\lib\\site-packages\\/i.exec(text);
    if (windows?.[1] !== undefined)
      return /\\python_embeded$|\\python\d*$/i.test(windows[1])
        ? `${windows[1]}\\python.exe`
        : `${windows[1]}\\Scripts\\python.exe`;
  }
  const inBin = /^(\/(?!usr\/).*\/bin)\/[^/]+$/.exec(command);
  return inBin?.[1] === undefined || !/env/i.test(inBin[1]) ? null : `${inBin[1]}/python`;
}

/**
 * A command line for a terminal of that system: `<python> -m pip …`.
 * @returns null where the path of the interpreter cannot be quoted safely: it may come from the output of the worker
 */
export function pipCommand(run: FailedRun, lines: readonly PrintedLine[], args: string): string | null {
  const python = findPython(run, lines) ?? (run.platform === 'win32' ? 'python' : 'python3');
  const unsafe = run.platform === 'win32' ? /["%&|<>^!\p{Cc}]/u : /["$`\\!\p{Cc}]/u;
  if (unsafe.test(python)) return null;
  return `${/[^\w./\\:+-]/.test(python) ? `"${python}"` : python} -m pip ${args}`;
}
