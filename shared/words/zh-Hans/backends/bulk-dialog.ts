import type { bulkDialogWords } from '../../en/backends/bulk-dialog.ts';
import type { Translation } from '../../message.ts';

export const bulkDialogTranslation: Translation<typeof bulkDialogWords> = {
  title_off: '关闭 {count, plural, other {# 个后端}}？',
  title_restart: '重启 {count, plural, other {# 个后端}}？',
  confirm_off: '关闭 {count, plural, other {# 个后端}}',
  confirm_restart: '重启 {count, plural, other {# 个后端}}',
  nothing_off: '它们都已关闭。',
  nothing_restart: '没有可重启的后端：没有后端处于就绪或失败状态。',
  noneReady: '其中没有就绪的后端。',
  allReady:
    '{count, plural, =1 {它已就绪。正在处理的请求将丢失。} other {它们都已就绪。正在处理的请求将丢失。}}',
  someReady: '{count, plural, other {其中 # 个已就绪。正在处理的请求将丢失。}}',
};
