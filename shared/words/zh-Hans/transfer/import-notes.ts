import type { importNotesWords } from '../../en/transfer/import-notes.ts';
import type { Translation } from '../../message.ts';

export const importNotesTranslation: Translation<typeof importNotesWords> = {
  alreadyHere: '已存在。',
  idTaken: '编号 {number} 已被占用，因此改为 {id}。',
  unknownType: '此版本不认识类型“{type}”。后端会以关闭状态保留，供支持它的版本使用。',
  titleCut: '标题已截短为 {max} 个字符。',
  tagsLeftOut: '已略去部分标签：一个后端最多有 {count} 个标签，每个最多 {length} 个字符。',
  settingUnknown: '已略去设置 {name}，因为此版本不认识它。',
  settingUnreadable: '已略去设置 {name}，因为无法识别其形式。',
  settingInvalid: '“{setting}”必须为：{expected}。因此保留默认值。',
  settingEmpty: '“{setting}”在文件中为空，因此与 SwarmUI 一样视为关闭。',
  secretMissing: '文件中没有“{setting}”。请在导入后填写。',
  secretOfUnknownType: '已略去 {name}：它像是机密信息，而未知类型的机密信息无法得到保护。',
  pathInSwarm: '“{setting}”位于 SwarmUI 的文件夹中（{path}）：请填写该文件夹。',
  enabledEmpty: '文件中的“enabled”为空，因此与 SwarmUI 一样处于关闭状态。',
  enabledUnclear: '文件中的“enabled”既不是 true 也不是 false，因此与 SwarmUI 一样处于关闭状态。',
  repeated: '{name} 在文件中出现多次。与 SwarmUI 一样，以最后一个为准。',
};
