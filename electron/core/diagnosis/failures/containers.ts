/** Failures of what starts or updates an engine: Docker and git. */
import type { KnownFailure } from '../known-failure.ts';
import { copyCommand, inArguments, openArguments } from './advice.ts';

export const containerFailures: readonly KnownFailure[] = [
  {
    id: 'docker_not_allowed',
    pattern: /permission denied while trying to connect to the Docker (?:daemon socket|API)/i,
    explain: () => ({
      explanation: 'Docker runs, and its socket belongs to the group docker.',
      remedy: 'Add the user under which Switchyard runs to the group docker, and sign in again.',
      action: copyCommand('sudo usermod -aG docker "$USER"'),
    }),
    isPermanent: true,
  },
  {
    id: 'docker_not_running',
    pattern:
      /Cannot connect to the Docker daemon|docker daemon is not running|error during connect: .*docker/i,
    explain: (_, run) => ({
      explanation: 'The engine is started in a container, and the service of Docker does not answer.',
      remedy:
        run.platform === 'linux'
          ? 'Start the service, then press Restart.'
          : 'Start Docker Desktop, then press Restart.',
      action: run.platform === 'linux' ? copyCommand('sudo systemctl start docker') : undefined,
    }),
  },
  {
    id: 'docker_without_gpu',
    pattern:
      /could not select device driver "[^"]*" with capabilities: \[\[gpu\]\]|unknown or invalid runtime name: nvidia|nvidia-container-cli: /,
    explain: () => ({
      explanation:
        'The NVIDIA Container Toolkit, by which containers get cards, is not installed or not set up.',
      remedy: 'Install the NVIDIA Container Toolkit, tell Docker of it with the command, and restart Docker.',
      action: copyCommand(
        'sudo nvidia-ctk runtime configure --runtime=docker && sudo systemctl restart docker',
      ),
    }),
    isPermanent: true,
  },
  {
    id: 'container_name_taken',
    pattern: /The container name "\/?([\w.-]+)" is already in use/,
    explain: ({ groups: [, name] }, run) => ({
      explanation: `An earlier container ${name} was not removed.`,
      remedy: `Remove it, and write --rm ${inArguments(run)} so that Docker removes each one at its end.`,
      action: copyCommand(`docker rm -f ${name}`),
    }),
  },
  {
    id: 'container_image_missing',
    pattern:
      /pull access denied for ([\w./-]+)|manifest for (\S+) not found|manifest unknown|No such image: (\S+)|denied: requested access to the resource/,
    explain: ({ groups: [, ...names] }, run) => ({
      explanation: `Docker cannot download ${names.find((name) => name !== undefined) ?? 'the image'}: there is none of that name and tag, or it wants a login.`,
      remedy: `Correct the name of the image ${inArguments(run)}, or run docker login.`,
      action: openArguments(run),
    }),
    isPermanent: true,
  },
  {
    id: 'git_conflict',
    pattern:
      /CONFLICT \(\w+|would be overwritten by (?:merge|checkout)|Automatic merge failed|you have unmerged|You have unstaged changes|Your local changes to the following files/i,
    explain: () => ({
      explanation:
        'Files in its folder were changed here and by the update, and git does not decide which to keep.',
      remedy:
        'Set your changes aside with the command in its folder (git stash pop brings them back), then start it again.',
      action: copyCommand('git stash'),
    }),
    isPermanent: true,
  },
  {
    id: 'git_owner',
    pattern: /detected dubious ownership in repository at '([^']+)'/,
    explain: ({ groups: [, folder = ''] }) => ({
      explanation: `git does nothing in ${folder}, for it belongs to another user.`,
      remedy: 'Give the folder to the user under which Switchyard runs, or allow it with the command.',
      action: /["$`\\!]/.test(folder)
        ? undefined
        : copyCommand(`git config --global --add safe.directory "${folder}"`),
    }),
    isPermanent: true,
  },
  {
    id: 'git_locked',
    pattern: /Unable to create '([^']+\.lock)': File exists/,
    explain: ({ groups: [, lock] }) => ({
      explanation: `Another git works in its folder, or one was killed and has left ${lock}.`,
      remedy: 'If no git runs there, remove that file, then start it again.',
    }),
  },
];
