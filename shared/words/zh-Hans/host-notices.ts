import type { hostNoticeWords } from '../en/host-notices.ts';
import type { Translation } from '../message.ts';

export const hostNoticeTranslation: Translation<typeof hostNoticeWords> = {
  logsUnwritable:
    'Switchyard 目前只在内存中保留新的日志行：{reason}。最新的可以查看；未写入文件的旧日志会丢失。',
  logsUnwritable_hint: '后端不受影响。一旦可行，Switchyard 会重新写入日志。如果磁盘已满，请腾出空间。',
  leftoversEnded: '已结束先前运行遗留的 {count, plural, other {# 个进程}}：{processes}。',
  leftoversEnded_hint: '其内存已释放，无需操作。',
  preferencesUnreadable: '无法读取偏好设置，因此全部使用默认值。无法读取的文件保留为 {file}。',
  preferencesUnreadable_hint: '请检查偏好设置。后端不受影响。',
  preferencesNewer: '偏好设置由较新版本的 Switchyard 写入：此版本只使用它支持的项目，且无法更改。',
  preferencesNewer_hint: '要更改，请安装较新的版本。',
  preferencesNewer_reason: '偏好设置由较新版本的 Switchyard 写入',
  secretsInClear: '无法加密数据目录中的 API 密钥和密码：{reason}。',
  secretsInClear_hint: '后端照常工作。Switchyard 会在下次启动时重试。',
  secretsRefused: '系统拒绝加密',
  listMended: 'Switchyard 更改了后端列表中无法使用的值。{changes}',
  listMended_hint: '请检查这些后端。原列表会保留为 {file}，直到下次更改。',
  mend_id: '后端 {before} 的编号改为 {id}：编号范围是 0 到 {max}。',
  mend_uid: '后端 {id} 的 uid 与其他后端重复，已改为自己的 uid。',
  mend_title: '后端 {id}：标题已截短。',
  mend_type: '后端 {id}：类型已截短。',
  mend_modcount: '后端 {id}：modcount 已调低。',
  mend_tags: '后端 {id}：标签已缩短。',
  mend_offNotice: '后端 {id}：已略去其关闭原因的提示。',
  listRestored:
    '{problem, select, unreadable {无法读取后端列表} other {后端列表缺失}}，因此使用 {time} 的上一版本。',
  listRestored_hint: '请检查最近的更改是否还在。',
  listLost: '无法读取后端列表，也没有上一版本：列表为空。',
  listLost_hint: '如果能修复保留的文件，请退出 Switchyard，将文件改回原名，然后重新启动。',
  unreadableKept: '无法读取的文件保留为 {file}（{reason}）。',
  otherWriter: '其他程序正在写入后端列表，或在写入时被终止，留下了 {file}',
  dataWasOpen:
    '这台电脑的其他用户此前可以{could, select, change {更改} other {读取}} Switchyard 保存在 {folder} 中的内容：{names}。现在已不能。',
  dataWasOpen_hint:
    '如果有人可能这样做过，请{could, select, change {检查后端，} other {}}在偏好设置中创建新令牌，并更换远程服务器的密钥。',
  dataIsOpen: '其他人可以访问 Switchyard 保存在 {folder} 中的内容：{ways}。',
  dataIsOpen_hint: '如果这不是有意的，请把数据保存在自己的文件夹中：使用 --data-dir 启动。',
  open_parent: '文件夹 {folder} 属于其他用户（{uid}）',
  open_itself: '它属于其他用户（{uid}）',
  open_file: '文件 {file} 属于其他用户（{uid}）',
  open_mode: '{name} 的权限为 {mode}，此处无法更改',
  folderItself: '文件夹本身',
};
