import type { commonWords } from '../en/common.ts';
import type { Translation } from '../message.ts';

export const commonTranslation: Translation<typeof commonWords> = {
  asTheSystem: 'システムに合わせる',
  confirmAnyway: 'このまま実行',
  copied: 'コピーしました',
  copiedText: '{text}をコピーしました',
  copyByHand: 'このページからはコピーできません。アドレス：{text}',
  copyingNotAllowed: 'このページからはコピーできません',
  dismissError: 'このエラーを閉じる',
  language: '言語',
  languageBlocked: '言語：{reason}',
  tryAgain: '再試行',
  dismissMessage: 'このメッセージを閉じる',
  close: '閉じる',
  closeMessage: 'このメッセージを閉じる',
  undo: '元に戻す',
  plainHttp:
    'このページは、別のコンピューターから暗号化されていないHTTPで届きました。ネットワーク上の誰でもサインイン情報を読み取れます。',
  plainHttpHint:
    'docs/remote-access.mdにあるとおり、https://のアドレスかトンネルを使ってください。最も手軽なのは、--tls self-signedを付けてSwitchyardを起動する方法です。',
  statusDeleting: '削除中…',
  statusSwitchingOff: 'オフにしています…',
  statusSwitchingOn: 'オンにしています…',
  lastKnown: '最後に確認した状態：{status}',
  save: '保存',
  cancel: 'キャンセル',
  done: '完了',
  keep: '残す',
  nothingChanged: '保存する変更はありません。',
  settingsLocked: '設定はロックされています。',
  gpus: '{count, plural, other {GPU {ids}}}',
};
