import type { startReasonWords } from '../../en/errors/start-reasons.ts';
import type { Translation } from '../../message.ts';

export const startReasonTranslation: Translation<typeof startReasonWords> = {
  notFullPath: 'ist kein vollständiger Pfad (ab dem Stammordner eines Laufwerks)',
  emptyWhileOther: 'muss leer sein, solange „{other}“ gesetzt ist: Nur eines von beiden kann gelten',
  emptyWhileSameHeader:
    'muss leer sein, solange „{other}“ gesetzt ist, denn beide werden als dieser Header gesendet',
  hasPlaceholder: 'enthält noch den Platzhalter {placeholder} der Vorlage',
  notWebAddress: 'ist keine Webadresse',
  notWebAddress_url: 'ist keine Webadresse: {url} (ein Port ist eine Zahl von 1 bis 65535)',
  notHttp: 'muss mit http:// oder https:// beginnen',
  addressWithLogin:
    'darf weder Benutzernamen noch Passwort enthalten: Jeder, der die Einstellungen sieht, könnte sie lesen',
  addressOfCloudKeys: 'nennt eine Adresse für Schlüssel von Cloud-Rechnern, die Switchyard nie anfragt',
  noPython: 'muss ein Python oder dessen Umgebung nennen; in {path} ist keines',
  notMainPy: 'muss main.py von ComfyUI sein, nicht {file}',
  notRegularExpression: 'ist kein regulärer Ausdruck ({reason})',
  moreThanOther: 'ist {value} und damit mehr als „{other}“ ({limit})',
  loginForm: 'muss die Form Benutzer:Passwort haben, mit einem Doppelpunkt',
  loginSetByFile:
    'wirkt nicht, weil {file} COMMANDLINE_ARGS setzt: Schreiben Sie --api-auth mit dem Login in jene Zeile und lassen Sie dieses Feld leer',
  cannotStartElsewhere:
    'muss leer sein, weil dieses Ollama hier nicht gestartet werden kann: {host} ist nicht dieser Rechner oder nicht über einfaches http erreichbar',
  otherOllamaHost:
    'enthält OLLAMA_HOST={found}, aber Ollama wird unter {host} angefragt: Lassen Sie es weg, tragen Sie die Adresse unter „{address}“ ein und wählen Sie unter „{listen}“, ob andere Rechner es erreichen',
  badInAddress: 'enthält Zeichen, die in einer Adresse nicht stehen können',
  badInHeader: 'enthält Zeichen, die in einem Header nicht gesendet werden können',
  secondAuthorization: 'darf Authorization nicht nennen, solange „{other}“ gesetzt ist',
  hasArgument: 'enthält {argument} {value}: {problem}',
  problem_portZero: 'niemand wüsste, welchen Port es nimmt',
  problem_port: 'ein Port ist eine Zahl von 1 bis 65535',
  problem_brackets: 'die Adresse steht dort ohne Klammern ({bare})',
  problem_socket:
    'Switchyard kann keine Socket-Datei anfragen; nennen Sie eine Netzwerkadresse oder lassen Sie es weg',
  problem_zone:
    'Switchyard kann keine Adresse anfragen, der nach % der Name einer Netzwerkkarte folgt; nennen Sie eine ohne',
  problem_host: 'das ist weder eine Adresse noch der Name eines Rechners',
  listensElsewhere: 'darf es nicht an {address} lauschen lassen, denn diese Adresse hat dieser Rechner nicht',
  addressNotHere:
    'nennt die Adresse {address}, die dieser Rechner nicht hat oder deren Port {port} belegt ist',
  portNotAllowed: 'darf Port {port} nicht nennen, denn dieser Benutzer darf ihn nicht öffnen',
  certificateFiles: 'muss für --tls-certfile und --tls-keyfile vorhandene Dateien nennen',
  pathNotFound: 'darf {named} nicht nennen: ComfyUI findet {path} nicht',
  refusedByWebui: 'wird von der Web-UI abgelehnt: {reason}',
  modelsNotSetUp: 'nennt Modelle, die llama-server nicht einrichten kann ({reason})',
  modelNotFetched:
    'nennt ein Modell, das llama-server nicht laden konnte: Es braucht eine Verbindung zur Quelle, einen vorhandenen Namen und für manche ein Token (HF_TOKEN)',
  argument_unknown: 'das diese Version nicht kennt',
  argument_tooNew: 'das aus „{setting}“ folgt und für das diese Version zu alt ist',
  argument_withoutTls: 'weil es ohne TLS gebaut ist',
  argument_template: 'dessen Vorlage es nicht lesen kann',
  argument_notNumber: 'dessen Wert keine Zahl ist',
  argument_needsValue: 'das einen Wert braucht',
  argument_unreadable: 'dessen Wert es nicht lesen kann',
  argument_valueRefused: 'dessen Wert es ablehnt ({reason})',
  argument_says: 'mit der Meldung „{words}“',
  either: '{first} oder {second}',
  what_login: 'Benutzername und Passwort',
  what_key: 'Schlüssel',
  moved_key: 'Der Schlüssel in „{from}“ wurde nach „{to}“ verschoben, wo er geheim bleibt.',
  moved_login: 'Benutzername und Passwort in „{from}“ wurden nach „{to}“ verschoben, wo sie geheim bleiben.',
  port_fromPlaceholder: 'Mit {placeholder} in den Argumenten bekommt es von selbst einen freien.',
  port_withoutArgument: 'Ohne --port in „{setting}“ gibt Switchyard ihm einen freien.',
  port_afterRestart: 'Starten Sie es neu: Es bekommt dann einen anderen Port.',
  port_fixed: 'Mit 0 als Port bekommt es einen freien und behält ihn.',
  port_ofAddress: 'Sein Port ist der von „{setting}“ in den Einstellungen.',
  notBesideComfy: 'die Dateien von ComfyUI liegen nicht daneben',
  missingInFolder: 'in seinem Ordner fehlt {name}',
  databaseLocked:
    'ein anderes ComfyUI benutzt die Datenbank in seinem Ordner; mit {argument} bei den Argumenten bekommt es eine eigene Datenbank',
};
