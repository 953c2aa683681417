import type { tagsWords } from '../../en/backends/tags.ts';
import type { Translation } from '../../message.ts';

export const tagsTranslation: Translation<typeof tagsWords> = {
  titleOf: '“{name}”的标签',
  titleOfSeveral: '{count, plural, other {# 个后端}}的标签',
  tags: '标签',
  tagsText:
    '用于查找和分组的词，如“图像”或“客户”。每输入一个，按 Enter 或逗号。最多 {tags, number} 个标签，每个不超过 {characters, number} 个字符。按第一个标签分组。',
  add: '添加',
  addText:
    '每输入一个标签，按 Enter 或逗号。每个后端最多 {tags, number} 个标签，每个不超过 {characters, number} 个字符。',
  remove: '移除',
  tooMany: '请最多输入 {max, number} 个标签。',
  tooLong: '每个标签最多 {max, number} 个字符。',
  nothingChosen: '请输入要添加或移除的标签。',
  savingFailed: '无法保存标签。',
  backendDeleted: '此后端已删除。',
};
