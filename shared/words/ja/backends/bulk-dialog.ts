import type { bulkDialogWords } from '../../en/backends/bulk-dialog.ts';
import type { Translation } from '../../message.ts';

export const bulkDialogTranslation: Translation<typeof bulkDialogWords> = {
  title_off: '{count, plural, other {#件のバックエンド}}をオフにしますか？',
  title_restart: '{count, plural, other {#件のバックエンド}}を再起動しますか？',
  confirm_off: '{count, plural, other {#件のバックエンド}}をオフにする',
  confirm_restart: '{count, plural, other {#件のバックエンド}}を再起動',
  nothing_off: 'すでにすべてオフです。',
  nothing_restart: '再起動するものはありません。準備完了または失敗のバックエンドがありません。',
  noneReady: '準備完了のものはありません。',
  allReady:
    '{count, plural, =1 {準備完了の状態です。処理中のリクエストは失われます。} other {すべて準備完了の状態です。処理中のリクエストは失われます。}}',
  someReady: '{count, plural, other {うち#件が準備完了の状態です。処理中のリクエストは失われます。}}',
};
