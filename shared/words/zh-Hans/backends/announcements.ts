import type { announcementsWords } from '../../en/backends/announcements.ts';
import type { Translation } from '../../message.ts';

export const announcementsTranslation: Translation<typeof announcementsWords> = {
  who: '{count, plural, other {# 个后端}}',
  failed: '{count, plural, other {{who}失败。}}',
  asks: '{count, plural, other {{who}正在等待显存，需要你决定。}}',
  crashed: '{count, plural, other {{who}已崩溃，正在重启。}}',
  ready: '{count, plural, other {{who}已就绪。}}',
  off: '{count, plural, other {{who}已关闭。}}',
};
