import type { hostNoticeWords } from '../en/host-notices.ts';
import type { Translation } from '../message.ts';

export const hostNoticeTranslation: Translation<typeof hostNoticeWords> = {
  logsUnwritable:
    'Switchyardは新しいログをメモリにだけ保持しています：{reason}。最新の行は読めますが、ファイルにない古い行は失われます。',
  logsUnwritable_hint:
    'バックエンドに影響はありません。可能になりしだい、ログの書き込みを再開します。ディスクがいっぱいの場合は、空きを作ってください。',
  leftoversEnded: '以前の実行が残した{count, plural, other {#個のプロセス}}を終了しました：{processes}。',
  leftoversEnded_hint: 'メモリは解放されました。操作は不要です。',
  preferencesUnreadable:
    '環境設定を読み取れなかったため、すべて初期値になっています。読み取れなかったファイルは{file}として残してあります。',
  preferencesUnreadable_hint: '環境設定を確認してください。バックエンドに影響はありません。',
  preferencesNewer:
    '環境設定は、より新しいバージョンのSwitchyardが書き込んだものです。このバージョンは対応する項目だけを使い、変更はできません。',
  preferencesNewer_hint: '変更するには、新しいバージョンをインストールしてください。',
  preferencesNewer_reason: '環境設定は、より新しいバージョンのSwitchyardが書き込んだものです',
  secretsInClear: 'データディレクトリのAPIキーとパスワードを暗号化できませんでした：{reason}。',
  secretsInClear_hint: 'バックエンドはこれまでどおり動きます。Switchyardは次の起動時に再試行します。',
  secretsRefused: 'システムが暗号化を拒否しました',
  listMended: 'バックエンドの一覧にあった使えない値を変更しました。{changes}',
  listMended_hint: 'これらのバックエンドを確認してください。元の一覧は、次の変更まで{file}として残ります。',
  mend_id: 'バックエンド{before}の番号を{id}にしました。番号は0～{max}です。',
  mend_uid: 'バックエンド{id}のuidが別のものと重複していたため、新しいuidにしました。',
  mend_title: 'バックエンド{id}：タイトルを短くしました。',
  mend_type: 'バックエンド{id}：種類の文字列を短くしました。',
  mend_modcount: 'バックエンド{id}：modcountを下げました。',
  mend_tags: 'バックエンド{id}：タグを短くしました。',
  mend_offNotice: 'バックエンド{id}：オフになった理由のお知らせを省きました。',
  listRestored:
    '{problem, select, unreadable {バックエンドの一覧を読み取れなかった} other {バックエンドの一覧がなかった}}ため、{time}の前の版を使っています。',
  listRestored_hint: '最後の変更が反映されているか確認してください。',
  listLost: 'バックエンドの一覧を読み取れず、前の版もありません。空の一覧から始めます。',
  listLost_hint:
    '残したファイルを修復できる場合は、Switchyardを終了し、元の名前に戻してから起動し直してください。',
  unreadableKept: '読み取れなかったファイルは{file}として残してあります（{reason}）。',
  otherWriter: '別のプログラムがバックエンドの一覧を書き込み中か、書き込み中に終了して{file}を残しました',
  listChanged: '別のプログラムがディスク上のバックエンド一覧を変更したか、誰かが{path}を編集しました',
  listGone: 'バックエンド一覧が元の場所にありません：{path}（{reason}）',
  listTooLarge: 'バックエンド一覧が{megabytes} MiBを超えます',
  secretNotEncrypted: '秘密情報を暗号化できませんでした（{reason}）',
  secretNotDecrypted: '再び復号できませんでした',
  dataWasOpen:
    'このコンピューターのほかのユーザーが、Switchyardが{folder}に保存している内容を{could, select, change {変更} other {閲覧}}できる状態でした：{names}。現在はできません。',
  dataWasOpen_hint:
    'その可能性がある場合は、{could, select, change {バックエンドを確認し、} other {}}環境設定で新しいトークンを作成し、リモートのキーを交換してください。',
  dataIsOpen: 'Switchyardが{folder}に保存している内容に、ほかの人がアクセスできます：{ways}。',
  dataIsOpen_hint:
    '意図していない場合は、自分専用のフォルダーにデータを保存してください：--data-dirを付けて起動します。',
  open_parent: 'フォルダー{folder}が別のユーザー（{uid}）のものです',
  open_itself: '別のユーザー（{uid}）のものです',
  open_file: 'ファイル{file}が別のユーザー（{uid}）のものです',
  open_mode: '{name}のモードは{mode}で、ここでは変更できません',
  folderItself: 'フォルダー自体',
};
