/** The part of the limits that is about processes. */
export interface TestLimit {
  /** `wine`: they run on Windows itself. */
  on: 'windows' | 'wine';
  /** Finds the path of the test file, from the root, with slashes. */
  file: RegExp;
  /** Finds the full name of the test, with the names of its groups; all tests of the file when left out. */
  test?: RegExp;
  /** The path of `file`, which is not even opened: what it does before its tests would fail. Without `test`. */
  closedFile?: string;
  reason: string;
}

const NO_SIGNALS = 'Windows has no signals: who ends a process by force gives it an exit code.';
const NO_WATCHER = 'On Windows there is no watcher: a worker is in a job, which ends with the host.';
const SHELL =
  'It starts programs of a shell, or files that are programs by their mode. On Windows: e2e/windows/.';
const PLAYED =
  'It plays Windows on another system, with backslashes in the names of files. On Windows: e2e/windows/.';
const NO_BREAK = 'Wine 8 sends no Ctrl+Break, so that a program without a window cannot be asked to end.';
const NO_OWNER = 'Wine 8 tells no owner of a listener.';

const SLOW_LISTENERS =
  'Wine 8 takes a tenth of a second and more to list the listeners, which is too long on the fast clock of these tests.';

export const PROCESS_LIMITS: readonly TestLimit[] = [
  { on: 'windows', file: /process\/supervision\/host-watch\.test/, reason: NO_WATCHER },
  { on: 'windows', file: /process\/exit-info\.test/, test: /told from a kill by others/, reason: NO_SIGNALS },
  {
    on: 'windows',
    file: /process\/worker-process\.test/,
    test: /is reported as that signal/,
    reason: NO_SIGNALS,
  },
  { on: 'windows', file: /process\/worker-stop\.test/, test: /by SIGSTOP/, reason: NO_SIGNALS },
  {
    on: 'windows',
    file: /host-specs\/start-and-shutdown\.test/,
    test: /exits with 0 and leaves no process|does not wait for clients/,
    reason: NO_SIGNALS,
  },
  {
    on: 'windows',
    file: /host-specs\/commands\.test/,
    reason:
      'npm is a batch file on Windows, and a program without a window is ended there by force alone, so that the end in order of `npm start` cannot be asked for. That the scripts of npm run: e2e/windows/commands.test.ts.',
  },
  {
    on: 'windows',
    file: /host-specs\/development\.test/,
    closedFile: 'e2e/host-specs/development.test.ts',
    reason:
      'It drives a browser, which Playwright does not have under Wine, and ends the development server by a signal, which Windows has not.',
  },
  {
    on: 'windows',
    file: /faults\/hung-workers\.test/,
    test: /SIGSTOP|a load that never ends/,
    reason: NO_SIGNALS,
  },
  {
    on: 'windows',
    file: /process\/worker-process\.test/,
    test: /path contains shell characters/,
    reason: SHELL,
  },
  {
    on: 'windows',
    file: /process\/worker-stop\.test/,
    test: /descendant without mark and group/,
    reason: SHELL,
  },
  { on: 'windows', file: /process\/spawn\/resolve-command\.test/, test: /^a command /, reason: SHELL },
  { on: 'windows', file: /gateway\/three-models\.test|host-specs\/gpus\.test/, reason: SHELL },
  {
    on: 'windows',
    file: /gateway\/on-demand\.test/,
    test: /ends amid the request|says for whom it starts|that has failed is not waited for/,
    reason: SHELL,
  },
  { on: 'windows', file: /process\/spawn\/resolve-command\.test/, test: /^on Windows /, reason: PLAYED },
  {
    on: 'wine',
    file: /process\/worker-(stop|process)\.test/,
    test: /obeys SIGTERM|all ignore SIGTERM|changes nothing while the worker runs/,
    reason: NO_BREAK,
  },
  {
    on: 'wine',
    file: /process\/ports\/ports\.test/,
    test: /which is named|refused with its owner|belongs to a worker/,
    reason: NO_OWNER,
  },
  {
    on: 'wine',
    file: /windows\/paths\.test/,
    test: /longer than 260 characters is started/,
    reason: 'Wine 8 finds no program whose path is longer than 260 characters.',
  },
  {
    on: 'wine',
    file: /windows\/paths\.test/,
    test: /on a share is that of the program/,
    reason: 'Wine 8 takes the folder of Windows in place of a working directory on a share.',
  },
  {
    on: 'wine',
    file: /host-specs\/stable-ports\.test/,
    test: /it is named, and the port|says who has it/,
    reason: NO_OWNER,
  },
  { on: 'wine', file: /ports\/readiness\.test/, test: /when another program/, reason: NO_OWNER },
  {
    on: 'wine',
    file: /ports\/ready-answer\.test/,
    test: /among the listeners of its process/,
    reason: NO_OWNER,
  },
  {
    on: 'wine',
    file: /ports\/ready-answer\.test/,
    test: /lets Switchyard in soon|path comes up before that|start time-out that is shorter|^a start that times out says/,
    reason: SLOW_LISTENERS,
  },
  { on: 'wine', file: /ports\/readiness\.test/, test: /gives up after 5 s/, reason: SLOW_LISTENERS },
  { on: 'wine', file: /ports\/tcp-sockets\.test/, test: /^by this system /, reason: NO_OWNER },
];
