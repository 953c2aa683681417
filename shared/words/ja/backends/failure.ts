import type { backendFailureWords } from '../../en/backends/failure.ts';
import type { Translation } from '../../message.ts';

export const backendFailureTranslation: Translation<typeof backendFailureWords> = {
  changeSettings: '設定を変更',
  restart: '再起動',
  restartNow: '今すぐ再起動',
  stopTrying: '試行をやめる',
  starting: '起動中です。',
  lastLines: 'ログの最後の行',
  fromLine: 'ログ（{line, number}行目から）',
  copyCommand: 'コマンドをコピー',
  crashes: '{count, plural, other {#回クラッシュ}}',
  crashAt: '<time></time> · {title}（{reason}）',
  freeAndRestart: 'メモリを解放して再起動',
  freeAndStart: 'メモリを解放して起動',
  startAnyway: 'それでも起動',
  startingAnyway: 'そのまま起動しています。',
  freeing: '必要なメモリを空けています。',
  toFree: 'メモリを空けるための操作：',
  waitingFor: '{names}を待っています。その後：',
  stepUnload: '「{name}」をアンロード{bytes, select, none {} other {（{bytes}）}}',
  stepStop: '「{name}」をオフにする{bytes, select, none {} other {（{bytes}）}}',
  nothingToFree: '解放できるものがないため、メモリに収まらない可能性があります。',
  notEnough: 'それでもメモリに収まらない可能性があります。',
  acceptCertificate: '証明書を承認…',
  certificateMatches: '一致しているので承認',
  doNotAccept: '承認しない',
};
