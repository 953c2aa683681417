/** Failures of what starts or updates an engine: Docker and git. */
import { failureRemedyWords } from '../../../../shared/words/en/errors/failure-remedies.ts';
import { failureWords } from '../../../../shared/words/en/errors/failures.ts';
import { given, texts } from '../../../../shared/words/phrase.ts';
import type { KnownFailure } from '../known-failure.ts';
import { copyCommand, firstOf, inArguments, openArguments } from './advice.ts';

const cause = texts(failureWords);
const remedy = texts(failureRemedyWords);

export const containerFailures: readonly KnownFailure[] = [
  {
    id: 'docker_not_allowed',
    pattern: /permission denied while trying to connect to the Docker (?:daemon socket|API)/i,
    explain: () => ({
      explanation: cause('docker_not_allowed'),
      remedy: remedy('docker_not_allowed'),
      action: copyCommand('sudo usermod -aG docker "$USER"'),
    }),
    isPermanent: true,
  },
  {
    id: 'docker_not_running',
    pattern:
      /Cannot connect to the Docker daemon|docker daemon is not running|error during connect: .*docker/i,
    explain: (_, run) => ({
      explanation: cause('docker_not_running'),
      remedy: remedy('docker_not_running', { system: run.platform }),
      action: run.platform === 'linux' ? copyCommand('sudo systemctl start docker') : undefined,
    }),
  },
  {
    id: 'docker_without_gpu',
    pattern:
      /could not select device driver "[^"]*" with capabilities: \[\[gpu\]\]|unknown or invalid runtime name: nvidia|nvidia-container-cli: /,
    explain: () => ({
      explanation: cause('docker_without_gpu'),
      remedy: remedy('docker_without_gpu'),
      action: copyCommand(
        'sudo nvidia-ctk runtime configure --runtime=docker && sudo systemctl restart docker',
      ),
    }),
    isPermanent: true,
  },
  {
    id: 'container_name_taken',
    pattern: /The container name "\/?([\w.-]+)" is already in use/,
    explain: ({ groups: [, name = ''] }, run) => ({
      explanation: cause('container_name_taken', { name }),
      remedy: remedy('container_name_taken', { where: inArguments(run) }),
      action: copyCommand(`docker rm -f ${name}`),
    }),
  },
  {
    id: 'container_image_missing',
    pattern:
      /pull access denied for ([\w./-]+)|manifest for (\S+) not found|manifest unknown|No such image: (\S+)|denied: requested access to the resource/,
    explain: ({ groups: [, ...names] }, run) => ({
      explanation: cause('container_image_missing', given('image', firstOf(names))),
      remedy: remedy('container_image_missing', { where: inArguments(run) }),
      action: openArguments(run),
    }),
    isPermanent: true,
  },
  {
    id: 'git_conflict',
    pattern:
      /CONFLICT \(\w+|would be overwritten by (?:merge|checkout)|Automatic merge failed|you have unmerged|You have unstaged changes|Your local changes to the following files/i,
    explain: () => ({
      explanation: cause('git_conflict'),
      remedy: remedy('git_conflict'),
      action: copyCommand('git stash'),
    }),
    isPermanent: true,
  },
  {
    id: 'git_owner',
    pattern: /detected dubious ownership in repository at '([^']+)'/,
    explain: ({ groups: [, folder = ''] }) => {
      const command = /["$`\\!]/.test(folder) ? null : `git config --global --add safe.directory "${folder}"`;
      return {
        explanation: cause('git_owner', { folder }),
        remedy: remedy('git_owner', { hasCommand: command === null ? 'no' : 'yes' }),
        action: copyCommand(command),
      };
    },
    isPermanent: true,
  },
  {
    id: 'git_locked',
    pattern: /Unable to create '([^']+\.lock)': File exists/,
    explain: ({ groups: [, lock = ''] }) => ({
      explanation: cause('git_locked', { lock }),
      remedy: remedy('git_locked'),
    }),
  },
];
