import type { adviceWords } from '../../en/settings/advice.ts';
import type { Translation } from '../../message.ts';

export const adviceTranslation: Translation<typeof adviceWords> = {
  programOnly: 'ここにはプログラムだけを入力します：{program}。',
  argumentsOnly: 'ここにはプログラムの後に続くものだけを入力します。',
  toArguments: '{first}以降は引数の欄に入力します。',
  toVariables: '{variables}は環境変数の欄で設定します。',
  toWorkingFolder: '{folder}は作業フォルダーの欄に入力します。',
  noShell:
    '{words}は不要です。シェルは使われず、プログラムはSwitchyardのユーザーでフォアグラウンド実行されます。',
  isProgram: '{word}はプログラム自体なので不要です。',
  shellWord:
    'シェルは使われず、{word}はそのままプログラムに渡されます。取り除いてください。プログラムの出力はログにあります。',
  shellBackground:
    'シェルは使われず、{word}はそのままプログラムに渡されます。取り除いてください。プログラムはフォアグラウンドで動く必要があります。',
  notExpanded: '展開は行われず、{text}はそのまま使われます。実際の値を入力してください。',
  notExpandedIn: '展開は行われず、{name}の{text}はそのまま使われます。実際の値を入力してください。',
  otherHome: 'ほかのユーザーのホームフォルダーは検索されません。パスを入力してください。',
  longDash:
    '{word}の先頭が長いダッシュです（文書作成ソフトがハイフンを変換したもの）。--または-と入力してください。',
  typographicQuote:
    '{word}の先頭が引用符“”です。これは通常の文字として扱われるため、直線の引用符を入力してください。',
  detached:
    '{flag}を取り除くと、コンテナーがフォアグラウンドで動き、このバックエンドとともに終了します。バックグラウンドで起動したものは動き続けています。docker psで確認し、docker stopで終了できます。',
  attach:
    '{flag}を加えると、コンテナーの終了を待ちます。バックグラウンドで起動したものは動き続けています。docker psで確認し、docker stopで終了できます。',
  serviceManager:
    'サービスマネージャーがバックグラウンドで起動し、自ら監視します。サービスが実行するプログラム（systemctl catのExecStart）を入力し、動き続けているサービスを停止してください。',
  programItself: 'バックグラウンドに送るものを除き、プログラム自体を入力してください。',
  ampersand: 'コマンドの末尾の&を取り除いてください。',
  addArguments: '{words}を加えてください。',
  foreground: '{flag}を取り除いてください。プログラムはフォアグラウンドで動く必要があります。',
};
