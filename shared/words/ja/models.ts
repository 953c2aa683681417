import type { modelsWords } from '../en/models.ts';
import type { Translation } from '../message.ts';

export const modelsTranslation: Translation<typeof modelsWords> = {
  title: 'このコンピューターのモデル',
  looking: 'モデルを検索中…',
  lookingFailed: 'モデルを検索できませんでした。',
  none: 'LM Studio、Hugging Face、llama.cpp、Ollama、SwarmUI、StabilityMatrixのフォルダー、~/models、ダウンロードにGGUFモデルはありません。ほかのフォルダーを使うには、バックエンドを追加して「参照」を選んでください。',
  find: 'モデルを検索',
  list: 'モデル',
  context: 'コンテキスト{tokens, number}トークン',
  embeddings: '埋め込みを生成',
  alreadyUsed: 'バックエンドで使用中',
  addOf: '「{title}」を追加…',
  add: '追加…',
  needs: '約{size}必要',
  fitsOn: '{gpus}に収まります',
  fitsSplit: '約{size}必要、{count, plural, other {#基のGPU}}に分けると収まります',
  fitsNot: '約{size}必要ですが、GPU {gpu}の空きは{free}だけです',
  fitsRam: 'RAMに収まり、CPUで動きます',
  fitsNotRam: '約{size}必要ですが、RAMの空きは{free}だけです',
  count: '{count, plural, other {モデル#件}}',
  countOf: '{count, plural, other {モデル#件}}中{shown, number}件',
};
