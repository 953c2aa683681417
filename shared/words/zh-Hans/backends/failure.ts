import type { backendFailureWords } from '../../en/backends/failure.ts';
import type { Translation } from '../../message.ts';

export const backendFailureTranslation: Translation<typeof backendFailureWords> = {
  changeSettings: '更改设置',
  restart: '重启',
  restartNow: '立即重启',
  stopTrying: '停止尝试',
  starting: '正在启动。',
  lastLines: '日志的最后几行',
  fromLine: '日志（从第 {line, number} 行起）',
  copyCommand: '复制命令',
  crashes: '{count, plural, other {崩溃 # 次}}',
  crashAt: '<time></time> · {title}（{reason}）',
  freeAndRestart: '释放显存并重启',
  freeAndStart: '释放显存并启动',
  startAnyway: '仍要启动',
  startingAnyway: '正在启动，不等待显存。',
  freeing: '正在为它腾出显存。',
  toFree: '要腾出显存：',
  waitingFor: '正在等待 {names}。然后：',
  stepUnload: '卸载“{name}”{bytes, select, none {} other {（{bytes}）}}',
  stepStop: '关闭“{name}”{bytes, select, none {} other {（{bytes}）}}',
  nothingToFree: '没有可以为它释放的显存，因此可能放不下。',
  notEnough: '即便如此也可能放不下。',
  acceptCertificate: '接受证书…',
  certificateMatches: '一致，接受',
  doNotAccept: '不接受',
};
