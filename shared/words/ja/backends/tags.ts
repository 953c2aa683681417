import type { tagsWords } from '../../en/backends/tags.ts';
import type { Translation } from '../../message.ts';

export const tagsTranslation: Translation<typeof tagsWords> = {
  titleOf: '「{name}」のタグ',
  titleOfSeveral: '{count, plural, other {#件のバックエンド}}のタグ',
  tags: 'タグ',
  tagsText:
    '検索やグループ化に使う言葉です（「画像」や「顧客」など）。1つ入力するたびにEnterかカンマを押します。{characters, number}文字以内のタグを{tags, number}個まで付けられます。グループ化には最初のタグが使われます。',
  add: '追加',
  addText:
    '1つ入力するたびにEnterかカンマを押します。バックエンドには、{characters, number}文字以内のタグを{tags, number}個まで付けられます。',
  remove: '削除',
  tooMany: 'タグは{max, number}個以内で入力してください。',
  tooLong: 'タグは最大{max, number}文字です。',
  nothingChosen: '追加または削除するタグを入力してください。',
  savingFailed: 'タグを保存できませんでした。',
  backendDeleted: 'このバックエンドは削除されています。',
};
