import type { announcementsWords } from '../../en/backends/announcements.ts';
import type { Translation } from '../../message.ts';

export const announcementsTranslation: Translation<typeof announcementsWords> = {
  who: '{count, plural, other {#件のバックエンド}}',
  failed: '{count, plural, other {{who}が失敗しました。}}',
  asks: '{count, plural, other {{who}がメモリの空きを待っており、回答が必要です。}}',
  crashed: '{count, plural, other {{who}がクラッシュし、もう一度起動しています。}}',
  ready: '{count, plural, other {{who}の準備が完了しました。}}',
  off: '{count, plural, other {{who}がオフになりました。}}',
};
