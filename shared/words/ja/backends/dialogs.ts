import type { backendDialogsWords } from '../../en/backends/dialogs.ts';
import type { Translation } from '../../message.ts';

export const backendDialogsTranslation: Translation<typeof backendDialogsWords> = {
  settings: '設定',
  settingsOf: '「{name}」の設定',
  backendDeleted: 'このバックエンドは削除されています。',
  deletedMeanwhile: '編集中に、このバックエンドは削除されたか、番号が変わりました。ここでは保存できません。',
  typeUnknown:
    '種類「{type}」はこのバージョンのSwitchyardでは使えないため、設定を表示できません。設定は残っています。',
  typesNotRead: 'バックエンドの種類をまだ読み込んでいません。',
  settingsLocked: '設定はロックされています。内容は確認できますが、変更はできません。',
  savingFailed: '設定を保存できませんでした。',
  noChanges: '変更なし',
  nothingChanged: '保存する変更はありません。',
  changedSettings: '{count, plural, other {変更した設定#件}}',
  needsRestart: '{count, plural, other {{settings}の変更には再起動が必要です。}}',
  number: '番号',
  numberText:
    'ほかのプログラムは、この番号でバックエンドを見つけます。変更する場合は、それらのプログラムでも変更してください。',
  commandLineOf: '「{name}」のコマンドライン',
  noCommandLine: '動いていないため、コマンドラインはありません。',
  copyCommandLine: 'コマンドラインをコピー',
  recentlyDeleted: '最近削除した項目',
  readingDeleted: 'リストを読み込み中…',
  readingDeletedFailed: 'リストを読み込めませんでした。',
  nothingDeleted: '最近削除したものはありません。',
  deletedBackends: '削除したバックエンド',
  deletedAgo: '#{id} {type} · {ago}に削除',
  restore: '復元',
  restoreOf: '「{name}」を復元',
};
