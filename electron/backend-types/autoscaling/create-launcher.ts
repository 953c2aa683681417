import type { AdapterIo, BesideProcess } from '../../core/backend/backend-type.ts';
import type { Launcher } from '../../core/scale-out/launcher.ts';
import { ScriptLauncher } from '../../core/scale-out/script-launcher.ts';
import { runSlurm } from '../../core/scale-out/slurm-commands.ts';
import { SlurmLauncher } from '../../core/scale-out/slurm-launcher.ts';
import { argumentsFromSetting } from '../common/settings/arguments-setting.ts';
import { pathFromSetting } from '../common/settings/path-setting.ts';
import { type AutoscalingSettings, labels } from './autoscaling-settings.ts';

/** @throws SwitchyardError `invalid_setting_at_start` */
export function createLauncher(
  settings: AutoscalingSettings,
  { script, urlPattern }: { script: string; urlPattern: RegExp | null },
  io: AdapterIo,
): Launcher {
  const { backend, clock, identity } = io;
  const shared = {
    script,
    urlPattern,
    identity,
    spawn: (process: BesideProcess) => io.spawnBeside(process),
  };
  if (settings.Scheduler === 'script') return new ScriptLauncher(shared);
  const extra = { text: settings.SlurmArguments, label: labels.SlurmArguments };
  return new SlurmLauncher({
    ...shared,
    clock,
    partition: settings.SlurmPartition.trim(),
    account: settings.SlurmAccount.trim(),
    timeLimit: settings.SlurmTimeLimit.trim(),
    gpus: settings.SlurmGpus,
    args: argumentsFromSetting(extra, backend),
    outputFolder: pathFromSetting(settings.SlurmOutputFolder),
    afterRestart: settings.AfterRestart,
    run: runSlurm,
    log: (message) => io.log(message),
  });
}
