import { defineArea } from '../../message.ts';

/** Why a setting or an argument prevents a start; each follows the name of the setting (“More arguments …”) or of the argument. */
export const startReasonWords = defineArea('startReasons', {
  // A setting.
  notFullPath: 'is not a full path (one that begins at the root of a disk)',
  emptyWhileOther: 'must be empty while {other} is set: it serves one or the other',
  emptyWhileSameHeader: 'must be empty while {other} is set, since both are sent as that header',
  hasPlaceholder: 'still has the placeholder {placeholder} of its preset',
  notWebAddress: 'is not a web address',
  notWebAddress_url: 'is not a web address: {url} (a port is a number from 1 to 65535)',
  notHttp: 'must start with http:// or https://',
  addressWithLogin:
    'must not contain a user name or a password: everybody who sees the settings could read it',
  addressOfCloudKeys: 'names an address for the keys of cloud computers, which Switchyard never asks',
  noPython: 'must name a Python or its environment, and there is none in {path}',
  notMainPy: 'must be main.py of ComfyUI, not {file}',
  notRegularExpression: 'is not a regular expression ({reason})',
  moreThanOther: 'is {value}, which is more than {other} ({limit})',
  loginForm: 'must have the form user:password, with one colon',
  loginSetByFile:
    'has no effect, because {file} sets COMMANDLINE_ARGS: write --api-auth with the login into that line, and leave this empty',
  cannotStartElsewhere:
    'must be empty, because nothing here can start that Ollama: {host} is not this computer, or not by plain http',
  otherOllamaHost:
    'has OLLAMA_HOST={found}, but Ollama is asked at {host}: leave it out, enter the address as {address}, and choose in “{listen}” whether other computers reach it',
  badInAddress: 'has characters that cannot stand in an address',
  badInHeader: 'has characters that cannot be sent in a header',
  secondAuthorization: 'must not name Authorization while {other} is set',

  // The arguments of an engine.
  hasArgument: 'has {argument} {value}, but {problem}',
  problem_portZero: 'nobody would know the port that it takes',
  problem_port: 'a port is a number from 1 to 65535',
  problem_brackets: 'an address is written there without brackets ({bare})',
  problem_socket: 'Switchyard cannot ask a socket file: name a network address, or leave it out',
  problem_zone:
    'Switchyard cannot ask an address with the name of a network card after %: name one without it',
  problem_host: 'that is neither an address nor the name of a computer',
  listensElsewhere: 'must not have it listen on {address}, which is no address of this computer',
  addressNotHere:
    'names the address {address}, which this computer does not have, or whose port {port} is in use',
  portNotAllowed: 'must not name port {port}, which this user may not open',
  certificateFiles: 'must name files that exist as --tls-certfile and --tls-keyfile',
  pathNotFound: 'must not name {named}: ComfyUI finds no {path}',
  refusedByWebui: 'is refused by the web UI: {reason}',
  modelsNotSetUp: 'names models that llama-server cannot set up ({reason})',
  modelNotFetched:
    'names a model that llama-server could not fetch: it needs a connection to its source, an existing name, and for some a token (HF_TOKEN)',

  // One argument that an engine refused.
  argument_unknown: 'which this version does not know',
  argument_tooNew: 'which follows from {setting} and which this version is too old for',
  argument_withoutTls: 'because it was built without TLS',
  argument_template: 'whose template it cannot read',
  argument_notNumber: 'whose value is not a number',
  argument_needsValue: 'which needs a value',
  argument_unreadable: 'whose value it cannot read',
  argument_valueRefused: 'whose value it refuses ({reason})',
  argument_says: 'and says “{words}”',

  // Settings in errors.
  either: '{first} or {second}',
  what_login: 'user name and password',
  what_key: 'key',
  moved_key: 'The key in “{from}” was moved to “{to}”, where it is kept secret.',
  moved_login: 'The user name and password in “{from}” were moved to “{to}”, where they are kept secret.',

  // How it gets a free port, for the hint of an error.
  port_fromPlaceholder: 'With {placeholder} in the arguments it gets a free one by itself.',
  port_withoutArgument: 'Without --port in {setting}, Switchyard gives it a free one.',
  port_afterRestart: 'Restart it: it then gets another port.',
  port_fixed: 'With 0 as its Port, it gets a free one and keeps it.',
  port_ofAddress: 'Its port is that of {setting} in its settings.',

  // Why a folder is not that of the program that is expected in it, and what holds a start up.
  notBesideComfy: 'the files of ComfyUI are not beside it',
  missingInFolder: 'its folder has no {name}',
  databaseLocked:
    'another ComfyUI is using the database in its folder; with {argument} in its arguments it gets a database of its own',
});
