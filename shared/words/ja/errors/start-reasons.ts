import type { startReasonWords } from '../../en/errors/start-reasons.ts';
import type { Translation } from '../../message.ts';

export const startReasonTranslation: Translation<typeof startReasonWords> = {
  notFullPath: 'フルパス（ディスクのルートから始まるパス）ではありません',
  emptyWhileOther: '「{other}」を設定している間は空にしてください。使えるのは一方だけです',
  emptyWhileSameHeader:
    '「{other}」を設定している間は空にしてください。どちらもそのヘッダーとして送信されます',
  hasPlaceholder: 'プリセットの仮の値{placeholder}が残っています',
  notWebAddress: 'Webアドレスではありません',
  notWebAddress_url: 'Webアドレスではありません：{url}（ポートは1～65535の数値です）',
  notHttp: 'http:// または https:// で始めてください',
  addressWithLogin: 'ユーザー名やパスワードを含めないでください。設定を見る人全員に読まれます',
  addressOfCloudKeys: 'クラウドのキー取得用アドレスです。Switchyardはこのアドレスに接続しません',
  noPython: 'Pythonかその環境を指定してください。{path}にはありません',
  notMainPy: '{file}ではなく、ComfyUIのmain.pyを指定してください',
  notRegularExpression: '正規表現ではありません（{reason}）',
  moreThanOther: '値が{value}で、「{other}」（{limit}）を超えています',
  loginForm: '「ユーザー名:パスワード」の形式で、コロンを1つだけ入れてください',
  loginSetByFile:
    '{file}がCOMMANDLINE_ARGSを設定しているため、効果がありません。その行に--api-authとログイン情報を書き、ここは空にしてください',
  cannotStartElsewhere:
    '空にしてください。{host}はこのコンピューターではないか、通常のhttpではないため、このOllamaをここから起動することはできません',
  otherOllamaHost:
    'OLLAMA_HOST={found}がありますが、Ollamaの接続先は{host}です。この変数を取り除き、アドレスは「{address}」に入力し、ほかのコンピューターからの接続は「{listen}」で選んでください',
  badInAddress: 'アドレスに使えない文字が含まれています',
  badInHeader: 'ヘッダーで送信できない文字が含まれています',
  secondAuthorization: '「{other}」を設定している間はAuthorizationを書かないでください',
  hasArgument: '{argument} {value}：{problem}',
  problem_portZero: '使われるポートがわかりません',
  problem_port: 'ポートは1～65535の数値です',
  problem_brackets: 'ここでは角かっこなしで書いてください（{bare}）',
  problem_socket:
    'Switchyardはソケットファイルに接続できません。ネットワークアドレスを指定するか、取り除いてください',
  problem_zone:
    'Switchyardは、%の後にネットワークカード名が付いたアドレスに接続できません。それを除いて指定してください',
  problem_host: 'アドレスでもコンピューター名でもありません',
  listensElsewhere: '{address}はこのコンピューターのアドレスではないため、待ち受けに使えません',
  addressNotHere: 'アドレス{address}はこのコンピューターにないか、ポート{port}が使用中です',
  portNotAllowed: 'ポート{port}はこのユーザーには開けないため、指定できません',
  certificateFiles: '--tls-certfileと--tls-keyfileには、存在するファイルを指定してください',
  pathNotFound: '{named}は指定できません。ComfyUIが{path}を見つけられません',
  refusedByWebui: 'Web UIに拒否されました：{reason}',
  modelsNotSetUp: 'llama-serverが準備できないモデルを指定しています（{reason}）',
  modelNotFetched:
    'llama-serverが取得できないモデルを指定しています。配布元への接続、実在する名前、モデルによってはトークン（HF_TOKEN）が必要です',
  argument_unknown: 'このバージョンは対応していません',
  argument_tooNew: '「{setting}」の設定によるものですが、このバージョンは古くて対応していません',
  argument_withoutTls: 'TLSなしでビルドされています',
  argument_template: 'テンプレートを読み取れません',
  argument_notNumber: '値が数値ではありません',
  argument_needsValue: '値が必要です',
  argument_unreadable: '値を読み取れません',
  argument_valueRefused: '値が拒否されました（{reason}）',
  argument_says: '「{words}」',
  either: '{first}または{second}',
  what_login: 'ユーザー名とパスワード',
  what_key: 'キー',
  port_fromPlaceholder: '引数に{placeholder}を使うと、空いているポートが自動で割り当てられます。',
  port_withoutArgument: '「{setting}」から--portを除けば、Switchyardが空いているポートを割り当てます。',
  port_afterRestart: '再起動すると、別のポートが割り当てられます。',
  port_fixed: 'ポートを0にすると、空いているポートが割り当てられ、以後もそれを使います。',
  port_ofAddress: 'ポートは、設定の「{setting}」で指定したものです。',
};
