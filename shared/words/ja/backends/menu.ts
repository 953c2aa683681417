import type { backendMenuWords } from '../../en/backends/menu.ts';
import type { Translation } from '../../message.ts';

export const backendMenuTranslation: Translation<typeof backendMenuWords> = {
  settings: '設定',
  rename: '名前を変更',
  openLog: 'ログを開く',
  activity: 'アクティビティ…',
  report: '診断レポート…',
  tags: 'タグ…',
  usage: '使用状況…',
  freeVram: 'VRAMを解放',
  freeVramAndRam: 'VRAMとRAMを解放',
  copyAddress: 'アドレスをコピー',
  showCommandLine: 'コマンドラインを表示',
  useItIn: 'ほかのアプリで使う…',
  moveToTop: '先頭に移動',
  moveUp: '上に移動',
  moveDown: '下に移動',
  duplicate: '複製',
  delete: '削除',
};
