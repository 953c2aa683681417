import type { fleetWords } from '../../en/backends/fleet.ts';
import type { Translation } from '../../message.ts';

export const fleetTranslation: Translation<typeof fleetWords> = {
  title: '机群',
  computers: '{count, plural, other {# 台电脑}}',
  away: '{count, plural, other {其中 # 台无响应}}',
  instances: '{count, plural, other {# 个实例}}',
  noAnswerSince: '自 {time} 起无响应',
  show: '显示“{name}”',
};
