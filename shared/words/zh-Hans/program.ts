import type { programWords } from '../en/program.ts';
import type { Translation } from '../message.ts';

export const programTranslation: Translation<typeof programWords> = {
  updateReady: 'Switchyard {version} 已准备好。',
  updateReady_hint: '退出 Switchyard 并重新启动即可使用。',
  dataNotCopied: '无法将后端复制到 {chosen}（{reason}），因此数据目录仍是 {present}。',
  dataNotCopied_hint: 'Switchyard 会在下次启动时重试。也可以在偏好设置中选择其他文件夹。',
  dataDirectoryNextStart: '在重新启动 Switchyard 之前，数据目录仍是 {dataDir}。',
  dataDirectoryNextStart_hint: '请从托盘退出，然后重新启动。',
  dataDirectoryNotFull: '必须是完整路径',
  dataDirectoryFixed: '它由命令行指定',
  publicUrls_hint: '请在偏好设置中更正公开地址。在此之前，Switchyard 不会在任何公开地址上响应。',
  publicUrlsRefused_hint: '请更正它们。未更改任何内容。',
  apiNotStarted_hint: '请在偏好设置中选择其他端口，或结束占用该端口的程序，再将 API 关闭后重新开启。',
  gatewayNotStarted_hint: '请在偏好设置中为网关选择其他端口，或关闭网关。',
  gatewayOnOtherPort: '无法使用端口 {wanted}，因此在重新启动 Switchyard 之前，网关使用端口 {port}。',
  gatewayOnOtherPort_hint: '请结束占用该端口的程序，或选择其他端口。',
  portInUse: '端口 {port} 已被其他程序占用',
  portNotAllowed: '此用户不能使用端口 {port}',
  portNotApplied_hint: '请选择 1023 以上的其他端口。未更改任何内容。',
  noKeyring: '此系统没有密钥环，因此 API 密钥和密码以未加密的形式保存在只有你的用户可以读取的文件中。',
  noKeyring_hint: '请安装并解锁 GNOME Keyring 或 KWallet 等密钥环，然后重新启动 Switchyard。',
  keyring:
    '{system, select, mac {Mac 的钥匙串会加密 API 密钥和密码。} windows {Windows 会为你的用户账户加密 API 密钥和密码。} other {此系统的密钥环会加密 API 密钥和密码。}}',
  loginNotInstalled: 'macOS 只会在登录时启动已安装的应用',
  loginNotInstalled_hint: '请从磁盘映像安装 Switchyard。',
  loginNotAllowed: 'macOS 需要先获得你的许可',
  loginNotAllowed_hint: '请在系统设置的“通用”→“登录项”中允许 Switchyard，然后重新开启此项。',
  loginRefused: '{system, select, mac {macOS} other {Windows}} 没有接受',
  loginRefused_hint:
    '{system, select, mac {请检查系统设置的“通用”→“登录项”。} other {请检查 Windows 设置的“应用”→“启动”。也可能被组织的策略禁止。}}',
  loginPathRefused: '路径 {program} 中含有 {character}，桌面环境在此处不接受该字符',
  loginPathRefused_hint: '请将程序移到其他文件夹。',
  loginFile:
    '{why, select, denied {此用户无权写入 {file}} readOnly {{file} 位于只读磁盘上} full {磁盘已满，无法写入 {file}} folder {无法写入 {file}：它的文件夹位置上有一个文件} other {无法写入 {file}：{reason}}}',
};
