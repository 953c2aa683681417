import type { aboutWords } from '../en/about.ts';
import type { Translation } from '../message.ts';

export const aboutTranslation: Translation<typeof aboutWords> = {
  title: 'Switchyardについて',
  summary: 'このコンピューターのAIバックエンドを起動、停止、監視します。',
  noAnswerYet: 'Switchyardからまだ応答がありません。',
  version: 'バージョン',
  platform: 'プラットフォーム',
  dataDirectory: 'データディレクトリ',
  copyDataDirectory: 'データディレクトリをコピー',
  licence: 'ライセンス',
  thirdPartyLicences: 'サードパーティライセンス',
  readingLicencesFailed: 'ライセンスを読み込めませんでした。',
  report: '診断レポート',
  reportText: 'レポート',
  reportSummary:
    'サポートしてくれる人に送ってください。秘密情報、ユーザー名、コンピューター名、ホームフォルダーは置き換えられます。送る前に内容を確認してください。',
  makingReport: 'レポートを作成中…',
  makingReportFailed: 'レポートを作成できませんでした。',
  copyReport: 'レポートをコピー',
};
