import type { backendActionsWords } from '../../en/backends/actions.ts';
import type { Translation } from '../../message.ts';

export const backendActionsTranslation: Translation<typeof backendActionsWords> = {
  dismissFailed: 'メッセージを閉じられませんでした。',
  languageFailed: '言語を変更できませんでした。',
  coloursFailed: '配色を変更できませんでした。',
  switchOnFailed: 'オンにできませんでした。',
  switchOffFailed: 'オフにできませんでした。',
  restartFailed: '再起動できませんでした。',
  nothingToRestart: '再起動されませんでした：このコンピューターにプロセスがありません。',
  startWhenFailed: '起動方法を変更できませんでした。',
  openPageFailed: 'Web UIを開けませんでした。',
  trustFailed: '証明書を承認できませんでした。',
  freeForFailed: '必要なメモリを空けられませんでした。',
  startAnywayFailed: '起動できませんでした。',
  freeFailed: 'メモリを解放できませんでした。',
  freeOfFailed: '「{name}」のメモリを解放できませんでした。',
  freeAllFailed: 'すべてのバックエンドのメモリを解放できませんでした。',
  renameFailed: '名前を変更できませんでした。',
  pinFailed: 'GPUを変更できませんでした。',
  duplicateFailed: '複製できませんでした。',
  deleteFailed: '削除できませんでした。',
  orderFailed: '並び順を変更できませんでした。',
  deleted: '<b>{name}</b>を削除しました。',
  restoreFailed: 'バックエンドを復元できませんでした。',
};
