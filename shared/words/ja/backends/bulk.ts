import type { bulkWords } from '../../en/backends/bulk.ts';
import type { Translation } from '../../message.ts';

export const bulkTranslation: Translation<typeof bulkWords> = {
  label_on: 'オンにする',
  label_off: 'オフにする',
  label_restart: '再起動',
  label_free: 'VRAMを解放',
  label_duplicate: '複製',
  label_delete: '削除',
  label_tag: 'タグ…',
  doing_on:
    '{count, plural, other {#件のバックエンド}}をオンにしています…{done, plural, =0 {} other {（完了#件）}}',
  doing_off:
    '{count, plural, other {#件のバックエンド}}をオフにしています…{done, plural, =0 {} other {（完了#件）}}',
  doing_restart:
    '{count, plural, other {#件のバックエンド}}を再起動しています…{done, plural, =0 {} other {（完了#件）}}',
  doing_free:
    '{count, plural, other {#件のバックエンド}}のメモリを解放しています…{done, plural, =0 {} other {（完了#件）}}',
  doing_duplicate:
    '{count, plural, other {#件のバックエンド}}を複製しています…{done, plural, =0 {} other {（完了#件）}}',
  doing_delete:
    '{count, plural, other {#件のバックエンド}}を削除しています…{done, plural, =0 {} other {（完了#件）}}',
  doing_tag:
    '{count, plural, other {#件のバックエンド}}のタグを変更しています…{done, plural, =0 {} other {（完了#件）}}',
  done_on: '{count, plural, other {#件のバックエンド}}をオンにしました。',
  done_off: '{count, plural, other {#件のバックエンド}}をオフにしました。',
  done_restart: '{count, plural, other {#件のバックエンド}}を再起動しました。',
  done_free: '{count, plural, other {#件のバックエンド}}のメモリを解放しました。',
  done_duplicate: '{count, plural, other {#件のバックエンド}}を複製しました。',
  done_delete: '{count, plural, other {#件のバックエンド}}を削除しました。',
  done_tag: '{count, plural, other {#件のバックエンド}}のタグを変更しました。',
  partly_on: '{count, plural, other {#件}}中{done, number}件のバックエンドをオンにしました。',
  partly_off: '{count, plural, other {#件}}中{done, number}件のバックエンドをオフにしました。',
  partly_restart: '{count, plural, other {#件}}中{done, number}件のバックエンドを再起動しました。',
  partly_free: '{count, plural, other {#件}}中{done, number}件のバックエンドのメモリを解放しました。',
  partly_duplicate: '{count, plural, other {#件}}中{done, number}件のバックエンドを複製しました。',
  partly_delete: '{count, plural, other {#件}}中{done, number}件のバックエンドを削除しました。',
  partly_tag: '{count, plural, other {#件}}中{done, number}件のバックエンドのタグを変更しました。',
  nothingToDo: 'どのバックエンドも変わりません。',
  selected: '<b>{count, number}</b>件選択中{hidden, plural, =0 {} other {（うち#件は非表示）}}',
  bar: '選択したバックエンド',
  more: '選択したバックエンドのその他の操作',
  deselectAll: 'すべての選択を解除',
  labelAndCount: '{label}：{count, number}',
  moveToTop: '先頭に移動',
  export: 'エクスポート…',
  restartFailed: '失敗した{count, plural, other {#件のバックエンド}}を再起動',
  selectFailed: '失敗したバックエンドを選択',
  undoDeleteFailed: 'バックエンドを復元できませんでした。',
  nothingFreed: 'メモリは解放されませんでした。',
  failed: '失敗しました。',
  triedAgain: '{reason}。もう一度試みます。',
  messageTriedAgain: '{message}もう一度試みます。',
};
