import type { errorHintWords } from '../../en/errors/error-hints.ts';
import type { Translation } from '../../message.ts';

export const errorHintTranslation: Translation<typeof errorHintWords> = {
  invalid_session: 'Rufen Sie GetNewSession auf und versuchen Sie es erneut.',
  missing_session:
    'Rufen Sie zuerst GetNewSession auf und senden Sie dann dessen session_id im Inhalt oder im Header X-Session-ID.',
  bad_body: 'Senden Sie ein JSON-Objekt mit dem Content-Type application/json.',
  bad_request: 'Korrigieren Sie die Anfrage; /openapi.json beschreibt die Aufrufe.',
  body_too_large: 'Senden Sie weniger in einem Aufruf.',
  bad_route: '/openapi.json listet die Operationen auf.',
  bad_permissions: 'Verwenden Sie das Token oder einen API-Schlüssel, dessen Rolle das erlaubt.',
  key_uses_models_only:
    'Senden Sie an die Adressen unter /v1/, oder verwenden Sie das Token oder einen API-Schlüssel mit einer anderen Rolle.',
  internal_error: 'Die Details stehen im Programmlog. Bitte melden Sie den Fehler.',
  wrong_method: 'Senden Sie die Parameter als JSON im Inhalt der Anfrage.',
  unauthorized:
    "Öffnen Sie die Adresse, die das Programm beim Start ausgegeben hat, oder senden Sie den Header Authorization: Bearer '<token>'.",
  too_many_guesses:
    'Warten Sie fünf Sekunden, bevor Sie das richtige Token senden. Es steht in der Datei „token“ im Datenordner, falls beim Start kein anderes angegeben wurde.',
  forbidden_host:
    '{hasPublicUrl, select, yes {Wenn das Ihr eigener Name dafür ist, starten Sie Switchyard mit --public-url {publicUrl} (in der Desktop-App: Optionen, Öffentliche Adressen). Wenn nicht, verwenden Sie die Adresse, die das Programm beim Start ausgegeben hat.} other {Verwenden Sie die Adresse, die das Programm beim Start ausgegeben hat.}}',
  forbidden_origin:
    '{hasPublicUrl, select, yes {Wenn Sie es dort über einen Proxy oder Tunnel erreichen, starten Sie es mit --public-url {publicUrl} (in der Desktop-App: Optionen, Öffentliche Adressen). Wenn nicht, öffnen Sie das Panel unter der Adresse, die das Programm beim Start ausgegeben hat.} other {Öffnen Sie das Panel unter der Adresse, die das Programm beim Start ausgegeben hat.}}',
  wrong_content_type: 'Senden Sie den Header Content-Type: application/json.',
  missing_parameter: 'Senden Sie den Parameter.',
  invalid_parameter: 'Senden Sie einen Wert dieses Typs.',
  settings_locked: 'Entsperren Sie sie in den Optionen oder starten Sie das Programm ohne --lock-settings.',
  invalid_backend_type: 'ListBackendTypes nennt die vorhandenen Typen.',
  invalid_backend_id: 'Vielleicht wurde es inzwischen gelöscht.',
  child_backend:
    'Ändern Sie es im Panel der anderen Instanz. Von hier aus können Sie es ein- und ausschalten, neu starten und seinen Speicher freigeben.',
  backend_id_in_use: 'Wählen Sie eine andere Nummer.',
  invalid_new_id: 'Wählen Sie eine ganze Zahl von 0 bis {max}, die kein Backend hat oder hatte.',
  missing_settings: 'Senden Sie die Einstellungen als Objekt namens settings.',
  unknown_setting: 'ListBackendTypes nennt die vorhandenen Einstellungen. Es wurde nichts geändert.',
  invalid_setting: 'Es wurde nichts geändert.',
  secret_in_text: 'Lassen Sie den geheimen Wert dort weg oder leeren Sie {to}. Es wurde nichts geändert.',
  secret_would_move:
    'Geben Sie {secret} für den neuen Server erneut ein oder leeren Sie das Feld. Es wurde nichts geändert.',
  variables_need_confirmation:
    'Bestätigen Sie es nur, wenn Sie diese Datei kennen und wissen, wer sie ändern kann.',
  invalid_title: 'Wählen Sie einen kürzeren. Es wurde nichts geändert.',
  invalid_tags: 'Wählen Sie weniger oder kürzere. Es wurde nichts geändert.',
  invalid_order: 'Nennen Sie jedes Backend einmal. Es wurde nichts geändert.',
  not_restorable: 'Fügen Sie stattdessen ein neues hinzu.',
  nothing_to_retry: 'Seine Karte zeigt den aktuellen Zustand.',
  not_scaling: 'Nennen Sie ein Backend vom Typ Auto Scaling Backend.',
  no_room_awaited: 'Vielleicht ist es inzwischen gestartet.',
  store_failed:
    'Es wurde nichts geändert. Prüfen Sie, ob das Laufwerk voll oder der Datenordner schreibgeschützt ist.',
  other_writer:
    'Es wurde nichts geändert oder überschrieben. Um zu verwenden, was jetzt in der Datei steht, starten Sie Switchyard neu; wenn es zweimal auf diesem Datenordner läuft, beenden Sie zuerst beide.{hasKept, select, yes { Um die Liste so zu behalten, wie sie hier ist, beenden Sie Switchyard und legen Sie {kept} an ihre Stelle.} other {}}',
  shutting_down: 'Starten Sie es wieder und wiederholen Sie den Aufruf.',
  folder_unreadable: 'Wählen Sie einen anderen Ordner.',
  not_available_here: 'Starten Sie Switchyard ohne --no-auth und --token oder verwenden Sie die Desktop-App.',
  not_ended_by_calls:
    'Beenden Sie es an seinem eigenen Rechner. ShutdownServer kann den Host ohne Fenster beenden.',
  no_file_manager:
    'Öffnen Sie diese Datei auf dem Rechner, auf dem Switchyard läuft, oder laden Sie das Log herunter.',
  gateway_off: 'Schalten Sie es in den Optionen ein oder starten Sie Switchyard ohne --gateway-port off.',
  gateway_not_reachable:
    'Lassen Sie einen eigenen Namen wie https://models.example über Ihren Proxy zu Port {port} führen und starten Sie Switchyard mit --gateway-url und dieser Adresse. Bei einem SSH-Tunnel leiten Sie auch Port {port} weiter und öffnen Sie das Panel als localhost.',
  api_key_name_missing: 'Benennen Sie ihn nach dem Programm oder der Person, die ihn verwenden wird.',
  api_key_name_taken: 'Wählen Sie einen anderen Namen oder widerrufen Sie zuerst den anderen Schlüssel.',
  too_many_api_keys: 'Widerrufen Sie einen, der nicht mehr gebraucht wird.',
  api_key_limits_need_use:
    'Wählen Sie die Rolle use, die nur Anfragen an Modelle senden darf, oder lassen Sie die Beschränkungen weg.',
  api_key_without_backends:
    'Nennen Sie mindestens ein Backend oder lassen Sie die Liste weg, um alle zu erlauben.',
  api_key_rate_invalid: 'Geben Sie eine andere Zahl ein oder lassen Sie sie weg, um nicht zu beschränken.',
  invalid_api_key_id: 'Vielleicht wurde er inzwischen widerrufen.',
  preference_not_applied: '{hasHint, select, yes {{hint}} other {Es wurde nichts geändert.}}',
  invalid_pattern: 'Korrigieren Sie ihn oder suchen Sie danach als Text.',
  search_too_slow:
    'Vereinfachen Sie den Ausdruck: Meist liegt es an einer Wiederholung in einer Wiederholung, etwa (a+)+.',
  log_run_gone: 'Wählen Sie einen anderen Lauf. Wie viel von einem Log bleibt, steht in den Optionen.',
  import_unreadable:
    'Wählen Sie die Datei Data/Backends.fds von SwarmUI oder eine, die Switchyard exportiert hat. Es wurde nichts geändert.',
  import_newer: 'Installieren Sie diese Version auch hier. Es wurde nichts geändert.',
  import_changed:
    'Exportieren Sie sie erneut oder importieren Sie sie ohne ihre geheimen Werte. Es wurde nichts geändert.',
  passphrase_needed:
    'Geben Sie die Passphrase ein, mit der sie exportiert wurde, oder importieren Sie sie ohne ihre geheimen Werte. Es wurde nichts geändert.',
  passphrase_wrong:
    'Versuchen Sie es erneut oder importieren Sie sie ohne ihre geheimen Werte. Es wurde nichts geändert.',
  passphrase_too_short: 'Mehrere Wörter hintereinander sind leicht zu merken und schwer zu erraten.',
  secret_unreadable:
    'Geben Sie „{name}“ in den Einstellungen erneut ein. Der Wert wurde für einen anderen Benutzer, auf einem anderen Rechner oder von der Desktop-App verschlüsselt.',
  setting_required: 'Öffnen Sie die Einstellungen und füllen Sie „{name}“ aus.',
  path_not_found:
    'Korrigieren Sie „{name}“ in den Einstellungen; oft liegt es an einem verschobenen oder nicht eingehängten Laufwerk.',
  path_not_readable: 'Prüfen Sie die Rechte der Datei und der übergeordneten Ordner.',
  path_not_answering:
    'Liegt es auf einem Laufwerk, das nicht verbunden ist? Verbinden Sie es oder wählen Sie in den Einstellungen einen anderen Pfad.',
  wrong_kind_of_path: 'Korrigieren Sie „{name}“ in den Einstellungen.',
  command_not_found:
    '{hasAdvice, select, yes {{advice}} other {Geben Sie den vollständigen Pfad des Programms ein oder installieren Sie es so, dass es im PATH liegt.}}',
  command_not_executable:
    'Geben Sie den Interpreter als Programm und das Skript als dessen erstes Argument an. Unter Linux und macOS können Sie die Datei auch ausführbar machen (chmod +x).',
  python_not_found:
    'Erstellen Sie in diesem Ordner eine virtuelle Umgebung namens venv und installieren Sie darin die Pakete aus requirements.txt, oder nennen Sie das passende Python in den Einstellungen.',
  python_module_missing:
    '{owner, select, system {Es lief mit dem Python des Systems. Erstellen Sie in {folder} eine virtuelle Umgebung namens venv, oder nennen Sie in den Einstellungen das Python, das die Pakete hat; führen Sie mit diesem Python in diesem Ordner „pip install -r requirements.txt“ aus.} other {Führen Sie in {folder} aus: {python} -s -m pip install -r requirements.txt.}}{family, select, torch { Installieren Sie zuerst das torch, das zu Ihrer GPU passt (pytorch.org).} comfy { Ein Update von ComfyUI per Git installiert keine Pakete.} other {}}',
  not_comfyui:
    'Wählen Sie als Startskript main.py im Ordner von ComfyUI. Für andere Programme gibt es den Typ „Beliebiges Programm“.',
  gpu_not_usable:
    'Installieren Sie das torch, das zu Ihrer GPU passt (pytorch.org), und den Treiber, korrigieren Sie „GPUs“ in den Einstellungen oder ergänzen Sie --cpu bei den Argumenten.',
  arguments_unknown:
    '{hasSetting, select, yes {Korrigieren Sie „{setting}“ in den Einstellungen oder aktualisieren Sie das Programm.} other {Korrigieren Sie die Argumente, aktualisieren Sie das Programm oder schalten Sie in den Einstellungen „Nur meine Argumente“ ein.}}',
  not_webui:
    'Wählen Sie als Startskript webui.sh (unter Windows webui.bat) im Ordner von AUTOMATIC1111, Forge oder reForge. Für andere Programme gibt es den Typ „Beliebiges Programm“.',
  webui_not_installed:
    'Führen Sie einmal von Hand webui.bat (sonst webui.sh) aus: Das erstellt die virtuelle Umgebung venv und installiert die Pakete. Drücken Sie dann „Neu starten“.',
  webui_script_refused:
    '{root, select, yes {Switchyard läuft hier als root. Starten Sie es als anderer Benutzer oder erlauben Sie root mit -f unter „Weitere Argumente“.} other {Führen Sie webui.sh in einem Terminal aus, bis es dort startet, und drücken Sie dann „Neu starten“.}}',
  webui_gpu_not_usable:
    'Installieren Sie das torch, das zu Ihrer GPU passt, und den Treiber, oder korrigieren Sie „GPUs“ in den Einstellungen. Um den Prozessor zu nutzen, ergänzen Sie --skip-torch-cuda-test und --always-cpu (AUTOMATIC1111: --use-cpu all --no-half) bei den Argumenten.',
  webui_module_missing:
    'Eine Web-UI installiert ihre Pakete beim Start: Lassen Sie --skip-install bei den Argumenten weg. Wenn das nicht hilft, installieren Sie requirements_versions.txt in {folder} mit dem pip der dortigen venv.',
  webui_install_failed:
    'Beim ersten Start werden Pakete heruntergeladen: Prüfen Sie, ob dieser Rechner online und das Python 3.10 oder 3.11 ist. Das Log hat die Details.',
  webui_failed:
    'Die Zeilen davor im Log nennen die Ursache. Führen Sie das Startskript in einem Terminal aus, um mehr zu sehen.',
  webui_server_failed:
    '{proxy, select, yes {Ein Proxy steht zwischen der Web-UI und ihr selbst: Ergänzen Sie NO_PROXY=localhost,127.0.0.1 bei den Umgebungsvariablen.} other {Die letzten Zeilen des Logs nennen die Ursache.}}',
  not_a_model:
    '{hasAdvice, select, yes {{advice}} other {Wählen Sie eine Datei, deren Name auf .gguf endet; safetensors- und PyTorch-Dateien müssen erst konvertiert werden. Vielleicht wurde auch ein Download abgeschnitten.}}',
  model_damaged:
    '{hasAdvice, select, yes {{advice}} other {Laden oder kopieren Sie es erneut, mit allen Teilen, falls es mehrere hat, und vergleichen Sie die Größe mit der an der Quelle.}}',
  model_unsupported:
    '{hasAdvice, select, yes {{advice}} other {Wählen Sie in den Einstellungen eine andere Datei: Die meisten Anbieter haben aktuelle GGUF-Dateien, und llama.cpp bringt Skripte mit, die Modelle konvertieren.}}',
  model_failed: 'Die letzten Zeilen des Logs nennen meist die Ursache.',
  model_refused:
    'Vielleicht kennt eine neuere Version des Programms dieses Modell; sonst wählen Sie in den Einstellungen eine andere Datei. Das Log hat die Details.',
  not_enough_memory:
    '{part, select, context {Verkleinern Sie in den Einstellungen „Kontextgröße“ oder beantworten Sie weniger Anfragen gleichzeitig.} other {Geben Sie Speicher anderer Backends frei oder wählen Sie ein kleineres Modell oder eine kleinere Quantisierung davon.}}',
  engine_refused_argument:
    'Korrigieren Sie „{setting}“ in den Einstellungen oder aktualisieren Sie das Programm.',
  invalid_setting_at_start: 'Korrigieren Sie „{name}“ in den Einstellungen.',
  port_in_use:
    'Beenden Sie das andere Programm oder wählen Sie einen anderen Port.{hasAdvice, select, yes { {advice}} other {}}',
  port_taken_by_other:
    'Beenden Sie das andere Programm oder wählen Sie einen anderen Port.{hasAdvice, select, yes { {advice}} other {}}',
  ready_needs_credentials:
    '{hasKeySetting, select, yes {{wants, select, key {Tragen Sie den Schlüssel in den Einstellungen unter „{keySetting}“ ein.} other {Tragen Sie das Login in den Einstellungen unter „{keySetting}“ ein: Basic und user:password in Base64.}} } other {}}{hasAddressSetting, select, yes {Tragen Sie unter „{addressSetting}“ eine Seite ein, die {wants, select, key {ohne Schlüssel} other {ohne Login}} antwortet. } other {}}Wenn nur dieser Rechner es erreichen kann, können Sie es {wants, select, key {ohne Schlüssel} other {ohne Login}} starten.',
  ready_answer_wrong:
    '{hasAddressSetting, select, yes {{problem, select, path {Korrigieren Sie „{addressSetting}“ in den Einstellungen: Es muss eine Seite sein, die ohne Fehler antwortet.} garbage {Korrigieren Sie „{addressSetting}“ in den Einstellungen. Bei einem Programm, das kein HTTP spricht, lassen Sie dieses Feld und die Prüfadresse leer: Es gilt dann als bereit, sobald es {placeholder} öffnet.} elsewhere {Setzen Sie {placeholder} ein, wo Argumente oder Variablen den Port nennen, oder tragen Sie {url} in den Einstellungen unter „{addressSetting}“ ein.} other {Tragen Sie {url} in den Einstellungen unter „{addressSetting}“ ein und korrigieren Sie die anderen Adressen ebenso.}}} other {{problem, select, tls {TLS wird anders als durch die Argumente eingeschaltet, daher kann Switchyard es nicht wissen: Nennen Sie Schlüssel und Zertifikat in den Argumenten oder schalten Sie TLS aus.} plain {Die Argumente nennen Schlüssel und Zertifikat, aber das Programm verwendet sie nicht: Prüfen Sie das Log oder lassen Sie sie weg.} path {Wählen Sie den Typ, der zu dem passt, was dort antwortet, oder entfernen Sie aus Argumenten und Einstellungen, was die Pfade ändert.} redirect {Entfernen Sie aus Argumenten und Einstellungen, was Aufrufe weiterleitet, etwa einen Pfad, ein Login oder TLS.} elsewhere {Die Adresse wird anders als durch die Argumente festgelegt: Nennen Sie Host und Port in den Argumenten oder überlassen Sie beides Switchyard.} other {Wählen Sie den Typ, der zu dem passt, was dort gestartet wurde, und prüfen Sie das Log.}}}}',
  start_timeout:
    'Das Log zeigt, wie weit es gekommen ist. Wenn es nur länger braucht, erhöhen Sie in den Einstellungen das Zeitlimit für den Start.',
  exited_before_ready:
    '{hasRemedy, select, yes {{remedy}} other {{exit, select, zero {Wenn es im Hintergrund weiterläuft, starten Sie es im Vordergrund: Switchyard kann nicht überwachen, was sich von seinem Starter löst. Lassen Sie weg, was es fortschickt (-d, --daemon, nohup … &, docker run -d), nennen Sie das Programm selbst statt seines Dienstes (systemctl start, brew services), und beenden Sie eine schon laufende Kopie, an die manche Programme übergeben. Sonst nennen die letzten Zeilen des Logs meist die Ursache.} other {Die letzten Zeilen des Logs nennen meist die Ursache.}}}}',
  went_to_background: 'Starten Sie es im Vordergrund. {advice}',
  earlier_copy_runs:
    '{hasCommand, select, yes {Beenden Sie sie, etwa mit „{command}“.} other {Beenden Sie sie.}} Lassen Sie das Programm danach im Vordergrund laufen. Switchyard beendet sie nicht selbst, denn es ist nicht sicher, dass der Prozess zu Switchyard gehört.',
  spawn_failed: 'Das Programmlog hat die Details.',
  start_failed: 'Das Log zeigt, wie weit es gekommen ist.',
  unknown_type_in_store:
    'Seine Einstellungen bleiben erhalten. Installieren Sie die Version, die es geschrieben hat, oder löschen Sie es.',
  gpu_not_found: 'Wählen Sie die GPUs in den Einstellungen neu.',
  gpu_excluded: 'Wählen Sie eine andere GPU dafür oder nehmen Sie diese in den Optionen wieder auf.',
  every_gpu_excluded: 'Nehmen Sie in den Optionen eine GPU wieder auf oder wählen Sie eine dafür.',
  crashed:
    '{hasRemedy, select, yes {{remedy}} other {{exit, select, zero {Wenn es im Hintergrund weiterläuft, starten Sie es im Vordergrund: Switchyard kann nicht überwachen, was sich von seinem Starter löst. Lassen Sie weg, was es fortschickt (-d, --daemon, nohup … &, docker run -d), nennen Sie das Programm selbst statt seines Dienstes (systemctl start, brew services), und beenden Sie eine schon laufende Kopie, an die manche Programme übergeben. Sonst nennen die letzten Zeilen des Logs meist die Ursache.} other {Die letzten Zeilen des Logs nennen meist die Ursache.}}}}',
  unresponsive:
    'Die letzten Zeilen des Logs nennen vielleicht die Ursache. Wie lange gewartet wird, bestimmt die Einstellung „Neu starten, wenn keine Antwort seit“.',
  crash_loop: '{advice} Beheben Sie die Ursache und drücken Sie dann „Neu starten“.',
  stop_not_confirmed:
    'Switchyard versucht es weiter, bis nichts davon übrig ist. Gehört ein Prozess einem anderen Benutzer, muss dieser oder ein Administrator ihn beenden.',
  contact_lost: 'Switchyard fragt weiter, bis es antwortet.',
  no_contact:
    'Prüfen Sie, ob es dort eingeschaltet ist und die Adresse stimmt. Switchyard fragt weiter, bis es antwortet.',
  access_refused:
    '{sent, select, yes {Korrigieren Sie {settings} in den Einstellungen.} other {Füllen Sie {settings} in den Einstellungen aus.}} Switchyard fragt weiter, in immer größeren Abständen.',
  login_required:
    'Switchyard kann diese Seite nicht ausfüllen. Tragen Sie in den Einstellungen unter {settings} ein, was der Server oder der Proxy davor stattdessen annimmt, oder nehmen Sie diese Adresse von der Anmeldung aus.',
  certificate_untrusted:
    'Wenn der Server wirklich dieses Zertifikat hat, akzeptieren Sie es: hier oder über seinen Fingerabdruck als „Vertrauenswürdiges Zertifikat“ in den Einstellungen. Für eine eigene Zertifizierungsstelle starten Sie Switchyard mit deren Datei in der Variablen NODE_EXTRA_CA_CERTS.',
  certificate_changed:
    'Wenn es dort erneuert wurde, akzeptieren Sie das neue: hier oder über seinen Fingerabdruck als „Vertrauenswürdiges Zertifikat“ in den Einstellungen. Wenn nicht, antwortet ein anderes Programm oder jemand liest mit.',
  rate_limited:
    '{wait, select, seconds {Es bittet um {amount} s Ruhe.} minutes {Es bittet um {amount} min Ruhe.} other {Switchyard fragt nach einer Weile erneut.}} Alle, die denselben Schlüssel verwenden, teilen sich sein Limit.',
  wrong_engine:
    'Vielleicht hat ein anderes Programm diese Adresse. Korrigieren Sie die Adresse oder wählen Sie den Typ, der zu dem passt, was dort antwortet. Switchyard fragt weiter, bis {engine} antwortet.',
  webui_api_off:
    'Starten Sie sie mit --api bei den Argumenten (COMMANDLINE_ARGS in der Datei webui-user). Switchyard fragt weiter, bis die API antwortet.',
  connected_to_itself: 'Korrigieren Sie „Adresse“: Es muss die einer anderen Instanz sein.',
  remote_error: 'Sehen Sie im Panel der anderen Instanz nach.',
  free_memory_failed: 'Ein Neustart gibt alles frei.',
};
