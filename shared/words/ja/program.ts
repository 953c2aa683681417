import type { programWords } from '../en/program.ts';
import type { Translation } from '../message.ts';

export const programTranslation: Translation<typeof programWords> = {
  updateReady: 'Switchyard {version}の準備ができました。',
  updateReady_hint: '使うには、Switchyardを終了してもう一度起動してください。',
  dataNotCopied:
    'バックエンドを{chosen}にコピーできなかったため（{reason}）、データディレクトリは{present}のままです。',
  dataNotCopied_hint:
    'Switchyardは次回の起動時にもう一度試みます。環境設定で別のフォルダーを選ぶこともできます。',
  dataDirectoryNextStart: 'Switchyardをもう一度起動するまで、データディレクトリは{dataDir}のままです。',
  dataDirectoryNextStart_hint: 'トレイから終了して、もう一度起動してください。',
  dataDirectoryNotFull: 'フルパスで指定する必要があります',
  dataDirectoryFixed: 'コマンドラインで指定されています',
  publicUrls_hint:
    '環境設定の「公開アドレス」を修正してください。それまで、Switchyardはいずれの公開アドレスでも応答しません。',
  publicUrlsRefused_hint: '修正してください。何も変更していません。',
  apiNotStarted_hint:
    '環境設定で別のポートを選ぶか、そのポートを使っているプログラムを終了してから、APIを一度オフにしてオンに戻してください。',
  gatewayNotStarted_hint: '環境設定で、ゲートウェイに別のポートを選ぶか、ゲートウェイをオフにしてください。',
  gatewayOnOtherPort:
    'ポート{wanted}を使えなかったため、Switchyardをもう一度起動するまで、ゲートウェイはポート{port}を使います。',
  gatewayOnOtherPort_hint: 'そのポートを使っているプログラムを終了するか、別のポートを選んでください。',
  portInUse: 'ポート{port}は別のプログラムが使用中です',
  portNotAllowed: 'このユーザーはポート{port}を使えません',
  portNotApplied_hint: '1023より大きい別のポートを選んでください。何も変更していません。',
  noKeyring:
    'このシステムにはキーリングがないため、APIキーとパスワードは暗号化されず、自分のユーザーだけが読めるファイルに保存されます。',
  noKeyring_hint:
    'GNOME KeyringやKWalletなどのキーリングをインストールしてロックを解除し、Switchyardをもう一度起動してください。',
  keyring:
    '{system, select, mac {MacのキーチェーンがAPIキーとパスワードを暗号化します。} windows {Windowsが、ユーザーアカウント用にAPIキーとパスワードを暗号化します。} other {このシステムのキーリングがAPIキーとパスワードを暗号化します。}}',
  loginNotInstalled: 'macOSがログイン時に起動するのは、インストールされたアプリだけです',
  loginNotInstalled_hint: 'ディスクイメージからSwitchyardをインストールしてください。',
  loginNotAllowed: 'macOSでの許可が必要です',
  loginNotAllowed_hint:
    'システム設定の「一般」→「ログイン項目」でSwitchyardを許可し、これをもう一度オンにしてください。',
  loginRefused: '{system, select, mac {macOS} other {Windows}}に拒否されました',
  loginRefused_hint:
    '{system, select, mac {システム設定の「一般」→「ログイン項目」を確認してください。} other {Windowsの設定の「アプリ」→「スタートアップ」を確認してください。組織のポリシーで禁止されている可能性もあります。}}',
  loginPathRefused: 'パス{program}に含まれる{character}は、デスクトップ環境がここで受け付けません',
  loginPathRefused_hint: 'プログラムを別のフォルダーに移動してください。',
  loginFile:
    '{why, select, denied {このユーザーは{file}に書き込めません} readOnly {{file}は読み取り専用のディスクにあります} full {ディスクがいっぱいのため、{file}を書き込めませんでした} folder {{file}を書き込めません：フォルダーがあるべき場所にファイルがあります} other {{file}を書き込めません：{reason}}}',
};
