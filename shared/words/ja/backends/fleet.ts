import type { fleetWords } from '../../en/backends/fleet.ts';
import type { Translation } from '../../message.ts';

export const fleetTranslation: Translation<typeof fleetWords> = {
  title: 'フリート',
  computers: '{count, plural, other {コンピューター#台}}',
  away: '{count, plural, other {うち#台が応答なし}}',
  instances: '{count, plural, other {インスタンス#件}}',
  noAnswerSince: '{time}から応答なし',
  show: '「{name}」を表示',
};
