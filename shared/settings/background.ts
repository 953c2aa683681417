/**
 * Programs that leave their starter and go on in the background: they end at once with exit code 0, and what they leave is
 * out of sight. Each engine has its own way to stay in the foreground. Source: their manuals, mid 2026.
 */

import { adviceWords } from '../words/en/settings/advice.ts';
import { type Text, texts } from '../words/phrase.ts';

const say = texts(adviceWords);

interface Launcher {
  /** Without its folder and `.exe`. */
  program: RegExp;
  /** @param args of the program; null where these do not send it to the background */
  advice(args: readonly string[]): Text | null;
}

const has = (args: readonly string[], ...words: string[]) => args.find((arg) => words.includes(arg));
const isDetached = (args: readonly string[]) =>
  args.find((arg) => arg === '-d' || /^--detach(?:=true)?$/.test(arg) || /^-[it]*d[it]*$/.test(arg));

const launchers: readonly Launcher[] = [
  {
    program: /^(?:docker|podman|nerdctl|docker-compose)$/,
    advice(args) {
      const flag = isDetached(args);
      if (flag !== undefined && has(args, 'run', 'up', 'compose', 'start', 'exec', 'create') !== undefined)
        return say('detached', { flag });
      return args[0] === 'start' && has(args, '-a', '--attach') === undefined
        ? say('attach', { flag: '--attach' })
        : null;
    },
  },
  {
    program: /^(?:systemctl|service|launchctl|brew|sc|net|rc-service)$/,
    advice: (args) =>
      has(args, 'start', 'restart', 'services', 'bootstrap', 'load') === undefined
        ? null
        : say('serviceManager'),
  },
  {
    program: /^(?:nohup|setsid|disown|start|start-stop-daemon|daemonize|screen|tmux|pm2|forever|at)$/,
    advice: () => say('programItself'),
  },
  {
    program: /^(?:ba|z|da|k)?sh$|^cmd$/,
    advice: (args) => (/(?:^|[^&])&\s*(?:disown\s*)?$/.test(args.at(-1) ?? '') ? say('ampersand') : null),
  },
  {
    program: /^nginx$/,
    advice: (args) =>
      args.join(' ').includes('daemon off') ? null : say('addArguments', { words: '-g "daemon off;"' }),
  },
];

/** Flags by which programs of all kinds go to the background. */
const FLAGS = /^(?:--daemon(?:ize|ise)?(?:=(?:true|yes|1|on))?|--background|--detach(?:ed)?|--fork|-daemon)$/;
const NO: ReadonlySet<string> = new Set(['no', 'off', 'false', '0']);

/** What to change so that the program stays in the foreground, in sentences; null where nothing says that it leaves. */
export function explainBackground(program: string, args: readonly string[]): Text | null {
  const name = programName(program);
  for (const launcher of launchers) {
    const advice = launcher.program.test(name) ? launcher.advice(args) : null;
    if (advice !== null) return advice;
  }
  const flag = args.find((arg, index) => FLAGS.test(arg) && !NO.has(args[index + 1] ?? ''));
  return flag === undefined ? null : say('foreground', { flag });
}

/** The last part of the path of a program, without what marks it on Windows. */
export function programName(path: string): string {
  const trimmed = path.trim();
  const start = Math.max(trimmed.lastIndexOf('/'), trimmed.lastIndexOf('\\')) + 1;
  return trimmed.slice(start).replace(/\.exe$/i, '');
}
