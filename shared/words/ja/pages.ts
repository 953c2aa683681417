import type { pageWords } from '../en/pages.ts';
import type { Translation } from '../message.ts';

export const pageTranslation: Translation<typeof pageWords> = {
  titled: '{title} – Switchyard',
  notAvailableTitle: '利用できません',
  notAvailable: 'このページは利用できません',
  couldNotOpen: 'Switchyardはこのページを開けませんでした。理由はSwitchyardのログにあります。',
  startingTitle: '{name}を起動中',
  starting: '{name}を起動しています…',
  theBackend: 'バックエンド',
  backendNumber: 'バックエンド{id}',
  opensByItself: '準備が完了すると、このページは自動で開きます。',
  lastAttemptFailed:
    '前回の試行は失敗しました：{reason} Switchyardが自動で再試行します（{attempt, number}/{attempts, number}回目）。',
  previousRunEnds: '前回の実行が終わるのを待っています。',
  waitsForItsTurn: '起動の順番を待っています。',
  loading: '読み込んでいます。',
  percentDone: '{percent}%完了。',
  usualSeconds: '起動には通常{count, plural, other {#秒}}ほどかかります。',
  usualMinutes: '起動には通常{count, plural, other {#分}}ほどかかります。',
  refusedTitle: 'Switchyard：このアドレスは許可されていません',
  allowAddress:
    'これが自分のSwitchyardのアドレス（プロキシ、トンネル、コンテナー）であれば、このオプションで許可してください：',
  compareAddress:
    'その前にアドレスバーと見比べてください。どちらも同じ<code>http://</code>または<code>https://</code>で始まり、ポートも同じである必要があります。コンテナーでは、代わりに環境変数<code>SWITCHYARD_PUBLIC_URL</code>を設定します。デスクトップアプリでは、環境設定の「公開アドレス」にアドレスを追加してください。プロキシとトンネルについては<code>docs/remote-access.md</code>に説明があります。',
  otherwiseUsePrinted: 'そうでなければ、起動時にSwitchyardが出力したアドレスを使ってください。',
  usePrinted: '起動時にSwitchyardが出力したアドレスを使ってください。',
  noSuchPage: 'Switchyardにそのページはありません。',
  triesAgain: 'このページは{seconds, plural, other {#秒}}ごとに再試行します。',
  whyExact:
    '名前は完全に一致する必要があります。そうでないと、別のWebページが自分のドメイン名を使って、このコンピューターのプログラムにアクセスできてしまうためです。',
};
