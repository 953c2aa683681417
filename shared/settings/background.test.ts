import { expect, it } from 'vitest';
import { explainBackground } from './background.ts';

it.each([
  ['docker', ['run', '-d', 'vllm/vllm-openai'], /Leave out -d, .*docker stop/],
  ['/usr/bin/podman', ['run', '--rm', '-itd', 'x'], /Leave out -itd/],
  ['docker', ['compose', 'up', '--detach'], /Leave out --detach/],
  ['docker', ['start', 'box'], /Add --attach/],
  ['systemctl', ['--user', 'start', 'ollama'], /Enter the program that the service runs/],
  ['brew', ['services', 'start', 'ollama'], /Enter the program that the service runs/],
  ['C:\\Windows\\System32\\net.exe', ['start', 'Ollama'], /service/],
  ['nohup', ['/opt/server'], /Enter the program itself/],
  ['tmux', ['new-session', '-d', './run.sh'], /Enter the program itself/],
  ['bash', ['-c', './server --port 1 &'], /Leave out the & at the end/],
  ['nginx', [], /daemon off/],
  ['mongod', ['--fork'], /Leave out --fork/],
  ['/opt/engine', ['--port', '1', '--daemonize'], /Leave out --daemonize/],
  ['redis-server', ['--daemonize', 'yes'], /Leave out --daemonize/],
])('%s %j: is advised to stay in the foreground', (program, args, advice) =>
  expect(explainBackground(program, args)?.text).toMatch(advice),
);

it.each([
  ['docker', ['run', '--rm', 'x']],
  ['docker', ['start', '--attach', 'box']],
  ['systemctl', ['cat', 'ollama']],
  ['bash', ['-c', 'a && b']],
  ['nginx', ['-g', 'daemon off;']],
  ['redis-server', ['--daemonize', 'no']],
  ['/opt/engine', ['-d', '/data']],
  ['', []],
])('%s %j: nothing is said', (program, args) => expect(explainBackground(program, args)).toBeNull());
