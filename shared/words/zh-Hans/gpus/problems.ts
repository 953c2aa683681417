import type { gpuProblemWords } from '../../en/gpus/problems.ts';
import type { Translation } from '../../message.ts';

export const gpuProblemTranslation: Translation<typeof gpuProblemWords> = {
  unreadable: '无法读取 GPU：{reason}。',
  old: '显示的是最后一次读取的数值。',
  program_exitCode: '{program} 以退出代码 {code} 结束',
  program_signal: '{program} 因 {signal} 结束',
  program_notStarted: '无法启动 {program}（{reason}）',
  program_timedOut: '{program} 在 {seconds} 秒内没有响应',
  program_silent: '{program} 已有 {seconds} 秒没有响应',
  program_withoutFigures: '{program} 已有 {seconds} 秒没有输出数值',
  program_hangs: '{program} 卡在驱动程序中，无法结束',
  program_said: '{failure}；它输出了“{words}”',
  nvidia_noAnswer: 'NVIDIA 驱动程序没有响应。请重启电脑；如果仍无效，请重新安装驱动程序',
  nvidia_updated: '旧的 NVIDIA 驱动程序仍在使用时已被更新。请重启电脑',
  nvidia_lost: '有一个 GPU 停止响应。请重启电脑；如果再次发生，请检查散热、供电以及它在插槽中是否插牢',
  nvidia_incomplete: 'NVIDIA 驱动程序缺少一部分（libnvidia-ml）。请重新安装驱动程序',
  nvidia_denied: '此用户无权读取。请授予它访问设备 /dev/nvidia* 的权限',
  nvidia_blocked: '系统不允许此环境使用它们。请更新 NVIDIA 驱动程序，在 Windows 上还要更新 WSL',
  nvidia_unreachable: '无法访问 NVIDIA 驱动程序。如果 Switchyard 在容器中运行，请重启容器，否则请重启电脑',
  amd_noAnswer: '驱动程序 amdgpu 没有响应。如果持续如此，请重启电脑',
  reordered: 'GPU 的编号已改变：{name} 原为 GPU {before}，现为 GPU {now}。',
  replaced: 'GPU {number} 现在是 {name}；选择时是 {before}。',
};
