import type { importReasonsWords } from '../../en/transfer/import-reasons.ts';
import type { Translation } from '../../message.ts';

export const importReasonsTranslation: Translation<typeof importReasonsWords> = {
  fullPath: '需要完整路径',
  noFile: '{path} 处没有文件',
  noList: '文件夹 {path} 中没有后端列表：既没有 SwarmUI 文件夹中的 Data/Backends.fds，也没有 Backends.fds',
  notOrdinary: '它是管道或设备',
  empty: '文件为空',
  tooLarge: '文件大于 {size} MB',
  utf32: '文件采用 UTF-32 编码。请用编辑器打开，并另存为 UTF-8',
  notText: '不是文本文件',
  badUtf16: '文件采用 UTF-16 编码，但已损坏或被截断',
  otherEncoding:
    '第 {line} 行不是 UTF-8：文件以其他编码保存，如 Windows-1252 或 GBK。请用能正确显示它的编辑器打开，并另存为 UTF-8',
  lostLetter: '第 {line} 行丢失了一个字符，因为文件以错误的编码保存或读取。请在编辑器中更正，并另存为 UTF-8',
  noBackends: '其中没有后端',
  tooManyBackends: '其中的后端超过 {max} 个',
  noEntry: '其中没有条目 {entry}',
  notExported: '不是由 Switchyard 导出的后端列表',
  damaged: '文件已损坏{hasPlace, select, yes {（{place}）} other {}}',
  damagedSecrets: '其中的机密信息已损坏',
  noTypes: '它不是每项都有类型的后端列表',
  tooManySettings: '有一个后端的设置超过 {max} 项',
  longSettingName: '有一项设置的名称超过 {max} 个字符',
  line_deeper: '第 {line} 行的缩进比它所属的内容更深',
  line_noList: '第 {line} 行是无名列表中的一项',
  line_tooDeep: '第 {line} 行嵌套过深',
  line_noValue: '第 {line} 行不是“名称: 值”的形式',
};
