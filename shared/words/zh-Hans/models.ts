import type { modelsWords } from '../en/models.ts';
import type { Translation } from '../message.ts';

export const modelsTranslation: Translation<typeof modelsWords> = {
  title: '这台电脑上的模型',
  looking: '正在查找模型…',
  lookingFailed: '无法查找模型。',
  none: '在 LM Studio、Hugging Face、llama.cpp、Ollama、SwarmUI 和 StabilityMatrix 的文件夹、~/models 以及“下载”中都没有 GGUF 模型。要使用其他文件夹，请添加后端并选择“浏览”。',
  find: '查找模型',
  list: '模型',
  context: '上下文 {tokens, number} token',
  embeddings: '生成嵌入',
  alreadyUsed: '已被后端使用',
  addOf: '添加“{title}”…',
  add: '添加…',
  needs: '约需 {size}',
  fitsOn: '{gpus} 放得下',
  fitsSplit: '约需 {size}，{count, plural, other {# 个 GPU}} 合起来放得下',
  fitsNot: '约需 {size}，但 GPU {gpu} 仅空闲 {free}',
  fitsRam: '内存放得下，在 CPU 上运行',
  fitsNotRam: '约需 {size}，但内存仅空闲 {free}',
  count: '{count, plural, other {# 个模型}}',
  countOf: '{shown, number} 个，共 {count, plural, other {# 个模型}}',
};
