import type { adviceWords } from '../../en/settings/advice.ts';
import type { Translation } from '../../message.ts';

export const adviceTranslation: Translation<typeof adviceWords> = {
  programOnly: '此处只填程序：{program}。',
  argumentsOnly: '此处只填程序之后的内容。',
  toArguments: '其后从 {first} 开始的内容应填入参数。',
  toVariables: '请在环境变量中设置 {variables}。',
  toWorkingFolder: '请将 {folder} 填为工作文件夹。',
  noShell: '请去掉 {words}：这里不经过 shell，程序以 Switchyard 的用户身份在前台运行。',
  isProgram: '请去掉 {word}，它就是程序本身。',
  shellWord: '这里不经过 shell：{word} 会原样传给程序。请去掉它；程序的输出在其日志中。',
  shellBackground: '这里不经过 shell：{word} 会原样传给程序。请去掉它：程序必须在前台运行。',
  notExpanded: '不会展开：{text} 保持原样。请写出它所代表的内容。',
  notExpandedIn: '不会展开：{name} 中的 {text} 保持原样。请写出它所代表的内容。',
  otherHome: '不会查找其他用户的主文件夹。请写出完整路径。',
  longDash: '{word} 以长破折号开头，这是文字处理软件由连字符转换而来的：请写 -- 或 -。',
  typographicQuote: '{word} 以弯引号开头，它会被当作普通字符：请写直引号。',
  detached:
    '请去掉 {flag}，使容器在前台运行并随此后端一起结束。已在后台启动的内容会继续运行：docker ps 可列出它，docker stop 可结束它。',
  attach:
    '请加上 {flag}，使它等待容器。已在后台启动的内容会继续运行：docker ps 可列出它，docker stop 可结束它。',
  serviceManager:
    '服务管理器会在后台启动它并自行监管。请填写该服务运行的程序（systemctl cat 中的 ExecStart），并停止仍在运行的服务。',
  programItself: '请只填程序本身，不要加上使它进入后台的内容。',
  ampersand: '请去掉命令末尾的 &。',
  addArguments: '请加上 {words}。',
  foreground: '请去掉 {flag}：程序必须在前台运行。',
};
