import type { backendTableWords } from '../../en/backends/table.ts';
import type { Translation } from '../../message.ts';

export const backendTableTranslation: Translation<typeof backendTableWords> = {
  backends: 'バックエンド',
  selected: '選択',
  switch: 'スイッチ',
  actions: '操作',
  columns: '列',
  sortBy: '「{column}」で並べ替え',
  widthOf: '「{column}」の幅',
  column_status: '状態',
  column_title: 'タイトル',
  column_type: '種類',
  column_model: 'モデル',
  column_gpu: 'GPU',
  column_vram: 'VRAM',
  column_ram: 'RAM',
  column_cpu: 'CPU',
  column_used: '最終使用',
  column_up: '稼働時間',
  column_tags: 'タグ',
  column_address: 'アドレス',
  column_restarts: '再起動回数',
};
