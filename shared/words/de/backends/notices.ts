import type { noticeWords } from '../../en/backends/notices.ts';
import type { Translation } from '../../message.ts';

export const noticeTranslation: Translation<typeof noticeWords> = {
  onNetwork:
    'Andere Rechner erreichen es unter {address}{hasSource, select, yes {, denn {source}} other {}}.',
  onlyHere: 'Nur dieser Rechner erreicht es, denn {source}: Ohne das wirkt „{setting}“.',
  source_variable: '{name} ist {value}',
  source_setting: '„{setting}“ enthält {argument}',
  portHere: 'Port {port} dieses Rechners',
  access_noKey: 'Es verlangt keinen Schlüssel: Wer diese Adresse erreicht, kann es benutzen.',
  access_noKnownKey:
    'Switchyard weiß von keinem Schlüssel, den es verlangt: Ohne einen kann jeder es benutzen, der diese Adresse erreicht.',
  access_apiLogin: 'Nur seine API verlangt ein Login: Wer diese Adresse erreicht, kann seine Seite benutzen.',
  access_pageLogin:
    'Nur seine Seite verlangt ein Login: Wer diese Adresse erreicht, kann seine API benutzen.',
  needsHostPlaceholder:
    '„{setting}“ wirkt bei diesem Programm nicht: Schreiben Sie {placeholder} dort, wo Argumente oder Variablen die Adresse nennen, an der es lauscht.',
  loginReadable:
    'Das Login der API steht in „{setting}“, wo jeder es lesen kann, der die Einstellungen sehen darf. „{instead}“ hält es geheim.',
  wantsKey:
    'Es verlangt einen API-Schlüssel, den Switchyard nicht kennt; darum fehlen sein Modell und seine Anfragen hier.',
  port_taken:
    'Port {port} ist durch {owner} belegt; es bekommt daher Port {instead} und behält ihn ab jetzt.',
  port_takenByOther:
    'Port {port} ist durch ein anderes Programm belegt; es bekommt daher Port {instead} und behält ihn ab jetzt.',
  port_kept:
    'Port {port} ist für {owner} reserviert; es bekommt daher Port {instead} und behält ihn ab jetzt.',
  port_cannotOpen:
    'Port {port} lässt sich nicht öffnen ({owner}); es bekommt daher Port {instead} und behält ihn ab jetzt.',
  port_notOpened: 'Port {port} ließ sich nicht öffnen; der nächste Start nimmt daher einmalig einen anderen.',
  noReadyAddress:
    'Es ist keine Bereit-Adresse eingestellt; es gilt daher als bereit, solange sein Prozess läuft.',
  wasRunning: 'Es lief bereits; Switchyard beobachtet es daher, beendet es aber nicht.',
  waitsForClients:
    '{count, plural, one {Wartet auf eine offene Verbindung. Das Programm sagt nicht, ob es daran arbeitet; sie gilt daher den größten Teil des Stopp-Zeitlimits als Arbeit.} other {Wartet auf # offene Verbindungen. Das Programm sagt nicht, ob es daran arbeitet; sie gelten daher den größten Teil des Stopp-Zeitlimits als Arbeit.}}',
  noCheckpoint:
    'Es hat keinen Checkpoint: Legen Sie einen in seinen Ordner models/Stable-diffusion und wählen Sie ihn auf seiner Seite.',
  noBackendsThere: 'Die andere Instanz hat keine Backends.',
  nextStart:
    '„{setting}“ wirkt ab dem nächsten Start: Mit nur einem Modell erfährt llama-server beim Start, wann es zu entladen ist.',
  sleepsWithoutModel: 'Es schläft ohne sein Modell; die nächste Anfrage lädt es.',
  modelTooNew: 'Die Modelldatei {reason}: Ein ebenso altes llama-server kann sie auch nicht laden.',
  processorAlone:
    'Es läuft nur auf dem Prozessor, was auch immer „{setting}“ sagt: Es findet keine nutzbare GPU oder ist ohne Unterstützung dafür gebaut.',
  contextCapped:
    'Jede Anfrage hat {limit, number} Tokens Kontext, wofür das Modell gemacht ist, und nicht {wanted, number}: Eine kleinere „{setting}“ braucht weniger Speicher.',
  contextTooLong:
    'Der Kontext von {wanted, number} Tokens ist länger als die {limit, number}, für die das Modell gemacht ist: Lange Antworten können unsinnig werden.',
  notLoaded: 'Nicht geladen werden konnten: {models}.',
  notLoaded_model: '{model}: {reason}',
  notLoaded_exit: '{model} (Exit-Code {code}; das Log nennt vielleicht die Ursache)',
  notLoaded_noCode: '{model} (das Log nennt vielleicht die Ursache)',
  andMore: '{items}; und {count} weitere',
  twoItems: '{first}; {second}',
  sampleModel:
    'Verwendet das eingebaute Beispielmodell, das mit zufälligen Wörtern antwortet. Wählen Sie in den Einstellungen unter „{setting}“ eine GGUF-Datei, um echte Antworten zu erhalten.',
  withoutCrashingGpu:
    'Läuft ohne GPU ({library}): llama.cpp ist beim Einrichten der GPU abgestürzt. Ein neuerer Treiber hilft vielleicht; jeder Start versucht es erneut. Mit 0 unter „{setting}“ in den Einstellungen unterbleibt das.',
  vulkanNumbers:
    'Vulkan nummeriert die GPUs selbst; die Auswahl in den Einstellungen schränkt es daher nicht ein: Es verwendet {devices}. Um dort zu wählen, fügen Sie den Umgebungsvariablen {variable} mit der Nummer einer GPU hinzu; diese Liste beginnt bei 0.',
  noChatTemplate:
    'Die Chatvorlage in der Modelldatei lässt sich nicht verwenden; Chats werden daher in einem üblichen Format geschrieben, und Antworten können schlechter sein. Eine andere Datei desselben Modells hat vielleicht eine brauchbare Vorlage; Einzelheiten stehen im Log.',
  noPooling:
    'Die Modelldatei sagt nicht, wie aus den Vektoren ihrer Tokens einer wird; geliefert wird daher der des letzten Tokens. llama-server (Typ {type}) kann den Mittelwert bilden.',
  absent_file: 'Die Modelldatei {path} ist nicht mehr da. {meanwhile}',
  otherKind_file: 'Die Modelldatei {path} ist keine Datei mehr. {meanwhile}',
  file_changed: 'Die Modelldatei {path} hat sich seit dem Laden geändert. {meanwhile}',
  unreadable_file: 'Die Modelldatei {path} ist nicht mehr lesbar ({reason}). {meanwhile}',
  meanwhile_file:
    'Was im Speicher ist, läuft weiter, lässt sich aber nicht erneut laden: Legen Sie die Datei zurück oder wählen Sie eine andere.',
  absent_folder: 'Der Modellordner {path} ist nicht mehr da. {meanwhile}',
  otherKind_folder: 'Der Modellordner {path} ist kein Ordner mehr. {meanwhile}',
  unreadable_folder: 'Der Modellordner {path} ist nicht mehr lesbar ({reason}). {meanwhile}',
  meanwhile_folder:
    'Was im Speicher ist, läuft weiter, aber andere Modelle lassen sich nicht laden: Legen Sie den Ordner zurück oder wählen Sie einen anderen.',
  update_notCheckout: 'ComfyUI wurde nicht aktualisiert: Sein Ordner ist kein git-Checkout.',
  update_customNode: 'Custom Node {node}',
  update_current: '{name} ist aktuell.',
  update_done: '{name} wurde von {from} auf {to} aktualisiert.',
  update_needsPackages:
    '{name} wurde aktualisiert und braucht jetzt andere Pakete: Führen Sie „{command}“ mit seinem Python in {path} aus.',
  update_changedByHand:
    '{name} wurde nicht aktualisiert: {count, plural, one {Eine Datei im Ordner wurde von Hand geändert} other {# Dateien im Ordner wurden von Hand geändert}}.',
  update_failed: '{name} wurde nicht aktualisiert: {reason}.',
  update_fixedVersion: 'ausgecheckt ist eine feste Version, kein Branch',
  update_calledOff: 'es wurde abgebrochen',
  update_tookTooLong: 'es dauerte länger als {seconds} s',
  update_noGit: 'git ist nicht installiert',
  fleet_outage:
    'Seit {time} ist nicht bekannt, was läuft: {reason}. Die Instanzen bleiben, und keine wird gestartet, bis es wieder bekannt ist.',
  fleet_waiting: 'Instanz {number} wartet in der Warteschlange: {reason}.',
  fleet_refusing:
    '{count, plural, one {Instanz {numbers} lässt} other {Die Instanzen {numbers} lassen}} sich nicht steuern und {count, plural, one {endet} other {enden}} nur von selbst, wenn beim Start ein Limit gesetzt wurde. Geben Sie diesem Backend einen Authorization-Header, der das Steuern erlaubt.',
  fleet_launchFailed:
    'Startversuch {number} ist fehlgeschlagen: {reason}.{failures, plural, one {} other { # Startversuche in Folge sind fehlgeschlagen.}} Der nächste folgt frühestens {pause} danach; das Log enthält die Ausgabe des Skripts.',
  fileReason: '{path} {reason}',
};
