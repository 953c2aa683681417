import type { errorWords } from '../../en/errors/errors.ts';
import type { Translation } from '../../message.ts';

export const errorTranslation: Translation<typeof errorWords> = {
  invalid_session: 'Die Sitzungs-ID ist ungültig oder abgelaufen.',
  missing_session: 'Es wurde keine Sitzungs-ID angegeben.',
  bad_body: 'Der Inhalt der Anfrage konnte nicht gelesen werden: {reason}.',
  bad_request: 'Die Anfrage war nicht zu verstehen: {reason}.',
  body_too_large: 'Der Inhalt der Anfrage ist zu groß. Die Grenze liegt bei {mebibytes} MiB.',
  bad_route: 'Unbekannte API-Route: {name}',
  bad_permissions: 'Diese Sitzung darf {operation} nicht aufrufen.',
  key_uses_models_only: 'Dieser API-Schlüssel darf Anfragen an Modelle senden, sonst nichts.',
  internal_error: 'In Switchyard ist etwas schiefgegangen, während es {name} bearbeitete.',
  wrong_method: '{path} ist eine Operation: Rufen Sie sie mit POST auf.',
  unauthorized: 'Diese Adresse verlangt ein Token.',
  too_many_guesses: 'Von dieser Adresse kamen zu viele falsche Tokens, Codes oder Schlüssel.',
  forbidden_host:
    '{hasName, select, yes {Dieses Switchyard antwortet nicht unter dem Namen „{name}“.} other {Die Anfrage sagt nicht, für welchen Host sie bestimmt ist.}}',
  forbidden_origin:
    '{hasOrigin, select, yes {Dieses Switchyard lehnt Aufrufe von „{origin}“ ab: Es kennt diese Adresse nicht als seine eigene.} other {Switchyard lehnt Aufrufe von anderen Websites ab.}}',
  wrong_content_type: 'Der Inhalt der Anfrage muss JSON sein (Content-Type application/json).',
  missing_parameter: 'Der erforderliche Parameter „{name}“ fehlt',
  invalid_parameter: 'Ungültiger Wert „{value}“ für den Parameter „{name}“, erwartet wird der Typ „{type}“',
  settings_locked: 'Die Einstellungen sind gesperrt.',
  invalid_backend_type: 'Ungültiger Backend-Typ: {type}',
  invalid_backend_id: 'Ungültige Backend-ID {id}',
  child_backend: '{backend} läuft auf einer anderen Instanz. Von hier aus lässt es sich nicht ändern.',
  backend_id_in_use: 'Die Backend-ID {id} ist schon vergeben.',
  invalid_new_id: 'Ein Backend kann nicht die ID {id} haben.',
  missing_settings: 'Die Einstellungen fehlen.',
  unknown_setting: 'Der Backend-Typ „{type}“ hat keine Einstellung „{name}“.',
  invalid_setting: '„{name}“ kann nicht „{value}“ sein: Erforderlich ist {expected}.',
  secret_in_text:
    '„{from}“ enthält einen geheimen Wert ({what}), und „{to}“ ist ebenfalls ausgefüllt. Nur eines von beiden kann gelten.',
  secret_would_move:
    '„{address}“ nennt jetzt einen anderen Server. Switchyard sendet den gespeicherten Wert von „{secret}“ nicht ungesehen dorthin.',
  variables_need_confirmation:
    'Noch wurde nichts geändert: {variables} lässt das Programm fremden Code laden, bestätigen Sie das bitte. Senden Sie den Aufruf erneut mit "confirm_variables": true.',
  invalid_title: 'Ein Titel hat höchstens {max} Zeichen.',
  invalid_tags:
    '{problem, select, tooMany {Ein Backend kann höchstens {max, number} Tags haben.} other {Ein Tag kann höchstens {max, number} Zeichen haben.}}',
  invalid_order: 'Die Backend-ID {id} steht zweimal in der Reihenfolge.',
  not_restorable:
    'Backend {id} konnte nicht wiederhergestellt werden: Es ist nicht unter den zuletzt gelöschten.',
  nothing_to_retry: '{backend} wartet nicht auf einen erneuten Start.',
  not_scaling: '{backend} startet keine Instanzen nach Bedarf.',
  no_room_awaited: '{backend} wartet nicht auf Speicher.',
  store_failed: 'Die Änderung konnte nicht gespeichert werden: {reason}.',
  other_writer: 'Die Änderung konnte nicht gespeichert werden: {reason}.',
  shutting_down: 'Switchyard wird gerade beendet.',
  folder_unreadable: 'Der Ordner {path} konnte nicht gelesen werden: {reason}.',
  not_available_here: '{name} ist nicht verfügbar, wenn Switchyard so betrieben wird.',
  not_ended_by_calls: 'Dieses Switchyard ist eine Desktop-App. Ein Aufruf kann es nicht beenden.',
  no_file_manager: 'Der Ordner von {file} konnte nicht angezeigt werden: Switchyard läuft hier ohne Desktop.',
  gateway_off: 'Das Gateway ist aus, daher lässt sich nichts darüber öffnen.',
  gateway_not_reachable:
    'Die Seiten von Backends liegen an der Adresse des Gateways, und von {page} aus ist keine Adresse bekannt, die dorthin führt: Sein Port {port} antwortet nur auf dem eigenen Rechner.',
  api_key_name_missing: 'Der API-Schlüssel braucht einen Namen.',
  api_key_name_taken: 'Es gibt schon einen API-Schlüssel mit dem Namen „{name}“.',
  too_many_api_keys: 'Es gibt schon {max} API-Schlüssel, mehr sind nicht möglich.',
  api_key_limits_need_use:
    'Ein API-Schlüssel mit der Rolle {role} lässt sich nicht auf einzelne Backends oder eine Anfragerate beschränken.',
  api_key_without_backends:
    'Der API-Schlüssel könnte kein Backend verwenden: Seine Liste der Backends ist leer.',
  api_key_rate_invalid:
    'Ein API-Schlüssel lässt sich nicht auf {value} Anfragen pro Minute beschränken: Möglich ist 1 bis {max}.',
  invalid_api_key_id: 'Es gibt keinen API-Schlüssel mit der ID {id}.',
  preference_not_applied: '„{name}“ konnte nicht geändert werden: {reason}.',
  invalid_pattern: 'Das ist kein regulärer Ausdruck: {reason}.',
  search_too_slow:
    'Die Suche nach {pattern} wurde abgebrochen: Sie dauert bei einer Zeile dieses Logs zu lange.',
  log_run_gone: 'Das Log von {backend} hat keine Zeilen dieses Laufs mehr.',
  import_unreadable: 'Die Datei konnte nicht importiert werden: {reason}.',
  import_newer: 'Die Datei wurde von einer neueren Version von Switchyard exportiert.',
  import_changed:
    'Die Datei wurde nach dem Export verändert, ihre geheimen Werte werden daher nicht verwendet.',
  passphrase_needed: 'Die geheimen Werte in dieser Datei sind mit einer Passphrase verschlüsselt.',
  passphrase_wrong: 'Das ist nicht die Passphrase, mit der die Datei exportiert wurde.',
  passphrase_too_short: 'Die Passphrase ist zu kurz: Sie braucht mindestens {min} Zeichen.',
  secret_unreadable: '{backend} kann nicht starten: „{name}“ wurde verschlüsselt und ist hier nicht lesbar.',
  setting_required: '{backend} kann nicht starten: „{name}“ ist leer.',
  path_not_found:
    '{backend} kann nicht starten: {expected, select, folder {Es gibt keinen Ordner} other {Es gibt keine Datei}} unter {path}.',
  path_not_readable: '{backend} kann nicht starten: {path} ist nicht lesbar ({reason}).',
  path_not_answering: '{backend} kann nicht starten: {path} hat {seconds} s lang nicht geantwortet.',
  wrong_kind_of_path:
    '{backend} kann nicht starten: {path} ist {expected, select, folder {kein Ordner} other {keine Datei}}.',
  command_not_found: '{backend} kann nicht starten: Es gibt kein Programm „{command}“.',
  command_not_executable:
    '{backend} kann nicht starten: {path} darf nicht als Programm ausgeführt werden ({reason}).',
  python_not_found:
    '{backend} kann nicht starten: Es gibt kein Python dafür, weder in {folder} noch unter den Programmen dieses Rechners.',
  python_module_missing: '{backend} kann nicht starten: Seinem Python fehlt das Paket „{module}“.',
  not_comfyui: '{backend} kann nicht starten: {path} ist nicht ComfyUI ({reason}).',
  gpu_not_usable: '{backend} kann nicht starten: Sein Python kann die GPU nicht nutzen ({reason}).',
  arguments_unknown: '{backend} kann nicht starten: Diese Version kennt die Argumente {args} nicht.',
  not_webui: '{backend} kann nicht starten: {path} ist keine Stable-Diffusion-Web-UI ({reason}).',
  webui_not_installed: '{backend} kann nicht starten: Die Web-UI in {folder} hat noch kein eigenes Python.',
  webui_script_refused: '{backend} kann nicht starten: webui.sh verweigert den Start: {reason}.',
  webui_gpu_not_usable: '{backend} kann nicht starten: Sein Python kann die GPU nicht nutzen ({reason}).',
  webui_module_missing: '{backend} kann nicht starten: Seinem Python fehlt das Paket „{module}“.',
  webui_install_failed: '{backend} konnte nicht installieren, was die Web-UI braucht: {reason}.',
  webui_failed: '{backend} hat sich beendet, bevor es bereit war: {reason}',
  webui_server_failed:
    'Switchyard hat {backend} beendet, weil der Webserver beim Start ausgefallen ist und nie geantwortet hätte: {reason}',
  not_a_model: '{backend} kann {path} nicht laden: {reason}.',
  model_damaged: '{backend} kann sein Modell nicht laden: {path} – {reason}.',
  model_unsupported: '{backend} kann sein Modell nicht laden: {path} – {reason}.',
  model_failed: '{backend} kann das Modell nicht laden: {reason}.',
  model_refused: '{backend} kann sein Modell nicht laden: {reason}.',
  not_enough_memory:
    '{backend} kann nicht starten: Der Speicher reicht nicht für {part, select, context {den Kontext des Modells} other {das Modell}}.',
  engine_refused_argument:
    '{backend} kann nicht starten: Das Programm lehnt das Argument {argument} ab, {reason}.',
  invalid_setting_at_start: '{backend} kann nicht starten: „{name}“ – {reason}.',
  port_in_use:
    '{backend} kann nicht starten: Port {port} ist schon belegt{hasOwner, select, yes { durch {owner}} other {}}.',
  port_taken_by_other:
    '{backend} hat Port {port} nicht geöffnet: Dort antwortet ein anderes Programm{hasOwner, select, yes { ({owner})} other {}}.',
  ready_needs_credentials:
    '{backend} läuft, lässt Switchyard aber nicht hinein: {reason}. Es braucht {wants, select, key {einen Schlüssel} other {ein Login}}.',
  ready_answer_wrong: '{backend} läuft, antwortet aber nicht wie erwartet: {reason}.',
  start_timeout:
    '{backend} war nach {seconds} s noch nicht bereit{hasAnswer, select, yes { (letzte Antwort: {answer})} other {}}.',
  exited_before_ready:
    '{backend} hat sich beendet, bevor es bereit war ({reason}){hasAnswer, select, yes {; letzte Antwort davor: {answer}} other {}}{hasLeft, select, yes {; dabei ließ es {left} zurück, was Switchyard beendet hat} other {}}.{hasCause, select, yes { {cause}.} other {}}',
  went_to_background:
    '{backend} ist in den Hintergrund gegangen, wo Switchyard es nicht überwachen kann: Das Programm hat sich sofort mit Exit-Code 0 beendet{hasLeft, select, yes {; dabei ließ es {left} zurück, was Switchyard beendet hat} other {}}.',
  earlier_copy_runs:
    '{backend} kann nicht starten: Eine frühere Kopie läuft noch im Hintergrund. {program} lauscht an Port {port}, den Switchyard dieser Kopie gegeben hatte.',
  spawn_failed: 'Das Programm von {backend} konnte nicht gestartet werden: {reason}.',
  start_failed: 'Der Start von {backend} ist fehlgeschlagen: {reason}.',
  unknown_type_in_store: '{backend} hat den Typ „{type}“, den diese Version nicht kennt.',
  gpu_not_found: '{backend} soll auf {gpu} laufen, aber dieser Rechner hat nur: {available}.',
  gpu_excluded: '{backend} soll auf {gpu} laufen, aber diese GPU ist in den Optionen ausgeschlossen.',
  every_gpu_excluded: 'Für {backend} ist keine GPU gewählt, und in den Optionen sind alle ausgeschlossen.',
  crashed: '{backend} hat sich von selbst beendet ({reason}).{hasCause, select, yes { {cause}.} other {}}',
  unresponsive:
    'Switchyard hat {backend} beendet, weil es {seconds} s lang nicht geantwortet hatte. {reason}',
  crash_loop:
    '{backend} ist {failures}-mal nacheinander fehlgeschlagen und wurde daher nicht erneut gestartet. Zuletzt: {reason}',
  stop_not_confirmed: '{backend} ließ sich noch nicht stoppen. {reason}',
  contact_lost:
    '{backend} antwortet nicht mehr{hasAddress, select, yes { unter {address}} other {}} ({reason}).',
  no_contact: '{backend} war unter {address} nicht zu erreichen ({reason}).',
  access_refused:
    '{backend} wird von {address} abgewiesen ({status}): {sent, select, yes {Der gesendete Schlüssel oder das gesendete Login wird nicht angenommen} other {Ein Schlüssel oder Login ist nötig, aber nicht eingestellt}}.',
  login_required:
    '{address} lässt {backend} nicht hinein: Es antwortet mit einer Seite, auf der sich Personen anmelden ({target}).',
  certificate_untrusted:
    'Switchyard sendet nichts an {backend} unter {address}: {reason}. Das Zertifikat ist für „{subject}“ und gilt bis {validUntil}; sein SHA-256-Fingerabdruck ist {fingerprint}.',
  certificate_changed:
    'Switchyard sendet nichts an {backend} unter {address}: Das Zertifikat ist nicht das, das Sie akzeptiert haben ({trusted}). Dieses ist für „{subject}“ und gilt bis {validUntil}; sein SHA-256-Fingerabdruck ist {fingerprint}.',
  rate_limited:
    '{backend} ist da, nimmt aber vorerst keine Anfragen mehr an: {address} hat mit 429 geantwortet, also „zu viele Anfragen“.',
  wrong_engine: 'Für {backend} wird unter {address} {engine} erwartet, doch das ist es nicht: {reason}.',
  webui_api_off: '{backend} findet unter {address} eine Web-UI, deren API aus ist.',
  connected_to_itself: '{backend} ist mit genau diesem Switchyard verbunden.',
  remote_error: '{backend}: Die Instanz dort meldet: {reason}',
  free_memory_failed: '{backend} konnte seinen Speicher nicht freigeben: {reason}.',
};
