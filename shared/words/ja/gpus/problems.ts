import type { gpuProblemWords } from '../../en/gpus/problems.ts';
import type { Translation } from '../../message.ts';

export const gpuProblemTranslation: Translation<typeof gpuProblemWords> = {
  unreadable: 'GPUを読み取れませんでした：{reason}。',
  old: '表示されている値は、最後に読み取ったものです。',
  program_exitCode: '{program}が終了コード{code}で終了しました',
  program_signal: '{program}が{signal}で終了しました',
  program_notStarted: '{program}を起動できません（{reason}）',
  program_timedOut: '{program}が{seconds}秒以内に応答しませんでした',
  program_silent: '{program}が{seconds}秒間応答していません',
  program_withoutFigures: '{program}が{seconds}秒間値を出力していません',
  program_hangs: '{program}がドライバーの中で止まっており、終了できません',
  program_said: '{failure}（出力：「{words}」）',
  nvidia_noAnswer:
    'NVIDIAドライバーが応答しません。コンピューターを再起動し、それでも解決しない場合はドライバーを再インストールしてください',
  nvidia_updated:
    '古いNVIDIAドライバーの使用中に、ドライバーが更新されました。コンピューターを再起動してください',
  nvidia_lost:
    'GPUが応答しなくなりました。コンピューターを再起動し、再発する場合は冷却、電源、スロットへの差し込みを確認してください',
  nvidia_incomplete:
    'NVIDIAドライバーの一部（libnvidia-ml）がありません。ドライバーを再インストールしてください',
  nvidia_denied:
    'このユーザーには読み取る権限がありません。デバイス/dev/nvidia*へのアクセスを許可してください',
  nvidia_blocked:
    'システムがこの環境での使用を許可していません。NVIDIAドライバーを更新し、WindowsではWSLも更新してください',
  nvidia_unreachable:
    'NVIDIAドライバーに接続できません。Switchyardがコンテナで動いている場合はコンテナを、それ以外はコンピューターを再起動してください',
  amd_noAnswer: 'ドライバーamdgpuが応答しません。この状態が続く場合はコンピューターを再起動してください',
  reordered: 'GPUの番号が変わりました：{name}はGPU {before}でしたが、現在はGPU {now}です。',
  replaced: 'GPU {number}は現在{name}です。選択時は{before}でした。',
};
