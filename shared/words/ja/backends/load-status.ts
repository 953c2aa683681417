import type { loadStatusWords } from '../../en/backends/load-status.ts';
import type { Translation } from '../../message.ts';

export const loadStatusTranslation: Translation<typeof loadStatusWords> = {
  starting: '起動中',
  startingAgain: 'もう一度起動中',
  startingProgram: '{program}を起動中',
  startingWebUi: 'Web UIを起動中',
  lookingForUpdates: '更新を確認中',
  settingUpGpu: 'GPUを準備中（{gpu}）',
  loadingModel: 'モデルを読み込み中',
  loadingModelPercent: 'モデルを読み込み中、{percent}%',
  instance_title: 'インスタンス{number}',
  instance_titleAt: 'インスタンス{number}（{place}）',
  instance_launching: '起動中',
  instance_waiting: '順番を待っています（{reason}）',
  instance_connecting: 'まだ応答していません',
  instance_ending: '終了中',
  instance_away: '{time}から応答がありません。',
  instance_draining: 'リクエストに応答し終えると終了します。',
  instance_job: 'ジョブ{id}',
  instance_idle: '{launch}、未使用',
  instance_busy: '{launch}、処理中',
};
