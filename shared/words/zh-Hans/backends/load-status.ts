import type { loadStatusWords } from '../../en/backends/load-status.ts';
import type { Translation } from '../../message.ts';

export const loadStatusTranslation: Translation<typeof loadStatusWords> = {
  starting: '正在启动',
  startingAgain: '正在再次启动',
  startingProgram: '正在启动 {program}',
  startingWebUi: '正在启动 Web UI',
  lookingForUpdates: '正在检查更新',
  settingUpGpu: '正在准备 GPU（{gpu}）',
  loadingModel: '正在加载模型',
  loadingModelPercent: '正在加载模型，{percent}%',
  instance_title: '实例 {number}',
  instance_titleAt: '实例 {number}（{place}）',
  instance_launching: '正在启动',
  instance_waiting: '正在排队（{reason}）',
  instance_connecting: '尚未响应',
  instance_ending: '正在结束',
  instance_away: '自 {time} 起无响应。',
  instance_draining: '处理完请求后结束。',
  instance_job: '作业 {id}',
  instance_idle: '{launch}，未使用',
  instance_busy: '{launch}，工作中',
};
