import type { repliesWords } from '../en/replies.ts';
import type { Translation } from '../message.ts';

export const repliesTranslation: Translation<typeof repliesWords> = {
  replyFailed: '返答を取得できませんでした。',
  replyNotUnderstood: '言語モデルの返答として解釈できないデータが、バックエンドから届きました。',
  eventNotJson: 'バックエンドから、JSONではないイベントが届きました。',
  replyEndedWithError: 'モデルの返答がエラーで終了しました。',
  httpStatus: 'バックエンドがHTTP {status}で応答しました。',
  textAndStatus: '{text}（HTTP {status}）',
};
