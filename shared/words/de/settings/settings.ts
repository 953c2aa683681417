import type { settingWords } from '../../en/settings/settings.ts';
import type { Translation } from '../../message.ts';
import { programSettingTranslation } from './program-settings.ts';

export const settingTranslation: Translation<typeof settingWords> = {
  common_Aliases: 'Andere Namen seiner Modelle',
  common_Aliases_description:
    'Weitere Namen, unter denen das Gateway es findet, einer pro Zeile: „fast“ für sein erstes Modell, „fast = qwen2.5-7b“ für ein bestimmtes. Haben zwei Backends denselben Namen, wechseln sie sich ab.',
  common_GPU_ID: 'GPUs',
  common_GPU_ID_description:
    'Die GPUs, die es sehen darf. Starts auf derselben GPU warten aufeinander. Keine gewählt: Es sieht alle.',
  common_AutoRestart: 'Nach einem Absturz neu starten',
  common_AutoRestart_description:
    'Startet es erneut, wenn es sich von selbst beendet: erst sofort, dann in wachsenden Abständen.',
  common_StartTimeout: 'Zeitlimit für den Start',
  common_StopTimeout: 'Zeitlimit für den Stopp',
  common_Environment: 'Umgebungsvariablen',
  common_Environment_description:
    'Eine NAME=Wert-Angabe pro Zeile, zusätzlich zu denen von Switchyard. Diese haben Vorrang vor dem, was die anderen Einstellungen setzen. Alle, die die Einstellungen sehen dürfen, können sie lesen.',
  common_Port: 'Port',
  common_Port_description:
    'Der Port, an dem es antwortet. 0: Es behält den Port, den es beim ersten Start bekommen hat; belegt ihn ein anderes Programm, bekommt es einen neuen, und die Karte sagt es. Wenn Sie einen belegten Port wählen, schlägt der Start fehl. Ein Port in den eigenen Argumenten hat Vorrang.',
  common_ListenOn: 'Erreichbar für',
  common_ListenOn_choice1: 'Diesen Rechner',
  common_ListenOn_choice2: 'Das Netzwerk',
  common_ApiKey: 'API-Schlüssel',
  common_VramNeedGB: 'Benötigter VRAM',
  common_VramNeedGB_description:
    'Vor einem Start prüft Switchyard, ob so viel auf der GPU frei ist. Wenn nicht, gibt es Speicher frei oder fragt Sie, je nach den Optionen. 0: Es startet ohne Prüfung.',
  common_ExclusiveGroup: 'Nie zusammen mit',
  common_ExclusiveGroup_description:
    'Ein beliebiges Wort. Von den Backends mit demselben Wort läuft nur eines: Startet eines, werden die anderen ausgeschaltet, je nach den Optionen.',
  common_UnloadWhenIdle: 'Entladen, wenn ungenutzt',
  common_UnloadWhenIdle_description:
    'Gibt seinen VRAM frei, wenn es so lange wie unten angegeben niemand genutzt hat.',
  common_UnloadIdleMinutes: 'Entladen nach',
  common_UnloadIdleMinutes_description:
    'Zählt ab der letzten Anfrage. Meldet es keine Anfragen: ab der letzten Rechenarbeit seiner Prozesse.',
  common_StopWhenIdle: 'Ausschalten, wenn ungenutzt',
  common_StopWhenIdle_description:
    'Beendet seine Prozesse, wenn es so lange wie unten angegeben niemand genutzt hat. Das gibt alles frei und spart Strom. Es bleibt aus, bis Sie es wieder einschalten; bei Bedarf gestartet, schläft es, und die nächste Anfrage startet es.',
  common_StopIdleMinutes: 'Ausschalten nach',
  common_StopIdleMinutes_description: 'Zählt wie beim Entladen.',
  common_StartWhen: 'Starten',
  common_StartWhen_description:
    'Bei Bedarf: Es schläft und startet, wenn das Gateway eine Anfrage für eines seiner Modelle bekommt. Die Anfrage wartet so lange. Wird Speicher gebraucht, schläft es wieder ein und wird nicht ausgeschaltet.',
  common_StartWhen_choice1: 'Beim Einschalten',
  common_StartWhen_choice2: 'Bei Bedarf',
  common_ContactTimeout: 'Neu starten, wenn keine Antwort seit',
  common_ContactTimeout_description:
    'Wenn es so lange nicht antwortet, beendet Switchyard seine Prozesse und startet es erneut, wie nach einem Absturz. Braucht „Nach einem Absturz neu starten“. 0: unbegrenzt.',
  common_Schedule: 'Zeitplan',
  common_Schedule_description:
    'Am Anfang einer Zeitspanne wird es eingeschaltet, an ihrem Ende aus. Was Sie dazwischen von Hand schalten, gilt bis zum nächsten Zeitpunkt. Leer: Nur Sie schalten es.',
  common_ListenOn_noKey:
    'Das Netzwerk: Auch andere Rechner erreichen es direkt an seinem eigenen Port, ohne Switchyard dazwischen. Es verlangt keinen Schlüssel: Wer die Adresse erreicht, kann es nutzen.',
  comfyui_StartScript: 'Startskript',
  comfyui_StartScript_description:
    'Der vollständige Pfad zur main.py von ComfyUI. Switchyard findet die virtuelle Umgebung oder das mitgelieferte Python.',
  comfyui_Python: 'Python',
  comfyui_Python_description:
    'Das Python, mit dem es läuft, oder der Ordner seiner Umgebung, falls Switchyard es nicht findet: von conda, von ComfyUI Desktop oder anderswo. Leer: das gefundene.',
  comfyui_ExtraArgs: 'Weitere Argumente',
  comfyui_ExtraArgs_description:
    'Argumente für ComfyUI zusätzlich zu denen von Switchyard. Diese kommen zuletzt und haben daher Vorrang.',
  comfyui_OverQueue: 'Anfragen auf Vorrat',
  comfyui_OverQueue_description:
    'Wie viele Anfragen es außer der laufenden annimmt, damit die nächste schon bereitliegt. -1: Es nimmt keine an.',
  comfyui_updateModes_choice1: 'Ja',
  comfyui_updateModes_choice2: 'Ja, und zurück zum Hauptzweig',
  comfyui_updateModes_choice3: 'Nein',
  comfyui_EnablePreviews: 'Vorschau',
  comfyui_EnablePreviews_description:
    'Zeigt Bilder schon während der Entstehung. TAESD sieht besser aus und braucht seine Modelle in models/vae_approx.',
  comfyui_EnablePreviews_choice1: 'Keine',
  comfyui_EnablePreviews_choice2: 'Schnell',
  comfyui_EnablePreviews_choice3: 'TAESD',
  comfyui_FrontendVersion: 'Webseite von ComfyUI',
  comfyui_FrontendVersion_description:
    'Welche Version seiner eigenen Webseite ComfyUI ausliefert. „Neueste“ und „Klassisch“ lädt ComfyUI beim Start herunter. Die geprüfte Version ist die, die ComfyUI selbst nennt.',
  comfyui_FrontendVersion_choice1: 'Neueste',
  comfyui_FrontendVersion_choice2: 'Wie installiert',
  comfyui_FrontendVersion_choice3: 'Für dieses ComfyUI geprüft',
  comfyui_FrontendVersion_choice4: 'Klassisch',
  comfyui_AutoUpdate: 'ComfyUI aktualisieren',
  comfyui_AutoUpdate_description:
    'Aktualisiert es vor jedem Start per Git, außer wenn Dateien von Hand geändert wurden; das sagt dann die Karte. Pakete werden nicht installiert.',
  comfyui_UpdateManagedNodes: 'Custom Nodes aktualisieren',
  comfyui_UpdateManagedNodes_description:
    'Macht dasselbe für die Ordner in custom_nodes, die mit Git geholt wurden.',
  comfyui_DisableInternalArgs: 'Nur meine Argumente',
  comfyui_DisableInternalArgs_description: 'Gibt ComfyUI keine Argumente außer denen für Port und Adresse.',
  comfyui_StartTimeout_description:
    'Ein Start schlägt fehl, wenn ComfyUI nach dieser Zeit nicht bereit ist, Updates eingeschlossen. Custom Nodes installieren beim ersten Start eventuell Pakete.',
  comfyui_StopTimeout_description:
    'Wie lange ComfyUI brauchen darf, um seine Aufträge abzuschließen und sich zu beenden. Danach wird es hart beendet.',
  comfyui_ListenOn_description:
    'Das Netzwerk: Auch andere Rechner erreichen es direkt an seinem eigenen Port, ohne Switchyard dazwischen. ComfyUI verlangt keinen Schlüssel: Wer die Adresse erreicht, kann es nutzen, und seine Nodes können Dateien lesen und Programme ausführen.',
  comfyuiApi_EnableFrontendDev: 'Entwicklungs-Frontend',
  comfyuiApi_EnableFrontendDev_description:
    'Stellt jeder Anfrage /api voran, wie es der Entwicklungsserver des ComfyUI-Frontends braucht.',
  command_Command: 'Programm',
  command_Command_description:
    'Das auszuführende Programm: sein vollständiger Pfad, oder sein Name, wenn es systemweit installiert ist. Eine Shell ist nicht beteiligt.',
  command_Arguments: 'Argumente',
  command_Arguments_description:
    "Die Argumente des Programms, durch Leerzeichen getrennt; Teile mit Leerzeichen stehen in Anführungszeichen. '{PORT}' wird zu einem freien Port, hier und in jedem anderen Feld; '{HOST}' wird zur Adresse, an der es lauschen soll, hier und in den Umgebungsvariablen.",
  command_WorkingDirectory: 'Arbeitsordner',
  command_WorkingDirectory_description:
    'Der Ordner, in dem das Programm startet. Leer: der Datenordner von Switchyard.',
  command_ReadyUrl: 'Bereitschaftsadresse',
  command_ReadyUrl_description:
    "Eine Webadresse, die ohne Fehler antwortet, sobald das Programm bereit ist. Leer: die Prüfadresse; ohne diese ist es bereit, wenn es '{PORT}' öffnet, oder sofort, wenn '{PORT}' nicht vorkommt.",
  command_HealthUrl: 'Prüfadresse',
  command_HealthUrl_description:
    'Switchyard fragt sie alle {seconds} Sekunden ab, solange das Programm läuft. Nach {failures} Fehlschlägen in Folge gilt das Backend als nicht antwortend, bis es wieder antwortet. Leer: Es gilt als gesund, solange es läuft.',
  command_Port_description:
    "Wofür '{PORT}' steht. 0: Das Programm behält den Port, den es beim ersten Start bekommen hat; belegt ihn ein anderes Programm, bekommt es einen neuen, und die Karte sagt es. Wenn Sie einen belegten Port wählen, schlägt der Start fehl. --port in den Argumenten hat Vorrang.",
  command_OtherListener: 'Ein anderes Programm lauscht dafür',
  command_OtherListener_description:
    'Für Container: Bei docker oder podman öffnet das Container-Programm den Port, nicht das hier gestartete. Sonst ausgeschaltet lassen: Eingeschaltet zählt jedes Programm, das dort antwortet, als dieses.',
  command_FreeMemoryUrl: 'Adresse zum Freigeben',
  command_FreeMemoryUrl_description:
    'Switchyard ruft sie auf, um Speicher freizugeben. Leer: Das Programm kann im Betrieb keinen Speicher freigeben; ein Stopp gibt alles frei.',
  command_FreeMemoryMethod: 'Methode zum Freigeben',
  command_FreeMemoryMethod_description: 'Wie die Anfrage zum Freigeben gesendet wird.',
  command_FreeMemoryBody: 'Inhalt zum Freigeben',
  command_FreeMemoryBody_description: 'JSON, das mitgesendet wird. Leer: keines.',
  command_MaxUsages: 'Gleichzeitige Anfragen',
  command_MaxUsages_description:
    'Wie viele Anfragen Clients gleichzeitig senden dürfen. Clients erfahren es, erzwungen wird es nicht.',
  command_AutoRestart_description:
    'Startet das Programm erneut, wenn es sich von selbst beendet: erst sofort, dann in wachsenden Abständen.',
  command_StartTimeout_description:
    'Ein Start schlägt fehl, wenn das Programm nach dieser Zeit nicht bereit ist. Große Modelle brauchen Minuten, und ein erster Start lädt vielleicht etwas herunter.',
  command_StopTimeout_description:
    'Wie lange das Programm brauchen darf, um sich zu beenden, bevor es mit allem, was es gestartet hat, hart beendet wird. Switchyard kann seine Anfragen nicht kennen, daher zählen offene Verbindungen von Clients als Arbeit: Drei Viertel dieser Zeit lang wird das Programm nicht zum Beenden aufgefordert, solange es welche gibt.',
  command_ListenOn_description:
    "Das Netzwerk: Auch andere Rechner erreichen es direkt an seinem eigenen Port, ohne Switchyard dazwischen. Das gilt für Programme, die ihre Adresse aus '{HOST}' nehmen. Viele verlangen keinen Schlüssel: Wer die Adresse erreicht, kann sie nutzen.",
  command_ApiKey_description:
    "Der Schlüssel, den Clients senden müssen; Switchyard sendet ihn auch. Das Programm bekommt ihn über LLAMA_API_KEY und VLLM_API_KEY und dort, wo '{API_KEY}' in Umgebungsvariablen oder Argumenten steht. Wird geheim gehalten. Leer: kein Schlüssel oder einer, den es auf anderem Weg bekommt.",
  remote_Address: 'Adresse',
  remote_AuthorizationHeader: 'Authorization-Header',
  remote_AuthorizationHeader_description:
    'Wird mit jeder Anfrage als Header Authorization gesendet: Bearer und ein Schlüssel oder Basic und ein Login in Base64. Erwartet ein Server den Schlüssel in der Adresse, geben Sie ?name=key ein. Wird geheim gehalten. Leer: keiner.',
  remote_OtherHeaders: 'Weitere Header',
  remote_OtherHeaders_description:
    'Weitere Header für jede Anfrage, je Zeile ein „Name: Wert“. Alle, die die Einstellungen sehen dürfen, können sie lesen.',
  remote_AllowIdle: 'Darf weg sein',
  remote_AllowIdle_description:
    'Für einen Rechner, der manchmal aus ist: Solange er nicht antwortet, heißt es „Antwortet nicht“ statt „Fehlgeschlagen“.',
  remote_TrustCertificate: 'Vertrauenswürdiges Zertifikat',
  remote_TrustCertificate_description:
    'SHA-256-Fingerabdruck eines Zertifikats, dem Sie vertrauen, obwohl es von keiner bekannten Stelle stammt. Die Karte zeigt den Fingerabdruck und übernimmt ihn für Sie. Jedes andere Zertifikat wird abgelehnt. Leer: nur Zertifikate bekannter Stellen.',
  remote_ConnectionAttemptTimeoutSeconds: 'Zeitlimit für Antworten',
  remote_ConnectionAttemptTimeoutSeconds_description:
    'Wie lange ein Versuch, eine Antwort zu bekommen, dauern darf. Ein Server, der erst aufwachen muss, braucht mehr.',
  remote_ProbeIntervalSeconds: 'Abfrage alle',
  remote_ProbeIntervalSeconds_description:
    'Zeit zwischen zwei Prüfungen, ob es noch antwortet. Solange es das nicht tut, fragt Switchyard öfter. 0: {seconds} s im eigenen Netzwerk, {elsewhere} s anderswo, weil Dienste Anfragen zählen.',
  remote_Address_server: 'Wo der Server antwortet, mit Port.',
  remote_Address_instance: 'Wo die andere Instanz antwortet, mit Port.',
  remote_Address_ComfyUI: 'Wo ComfyUI antwortet, mit Port.',
  remote_Address_webui: 'Wo die Web-UI antwortet, mit Port.',
  autoscaling_StartScript: 'Startskript',
  autoscaling_StartScript_description:
    'Der vollständige Pfad eines Skripts, das eine Instanz startet und [SwarmAutoScaleBackend]NewURL: http://…[/SwarmAutoScaleBackend] ausgibt. In docs/scale-out.md stehen Skripte für Slurm und Kubernetes.',
  autoscaling_MinBackends: 'Instanzen mindestens',
  autoscaling_MinBackends_description: 'So viele laufen immer, auch wenn niemand sie braucht.',
  autoscaling_MaxBackends: 'Instanzen höchstens',
  autoscaling_MaxBackends_description:
    'Auch Instanzen, die gerade starten, zählen. 0: Es wird keine gestartet.',
  autoscaling_UrlPattern: 'Adresse in der Ausgabe',
  autoscaling_UrlPattern_description:
    'Ein regulärer Ausdruck, der die Adresse der Instanz in der Ausgabe des Skripts findet, für Skripte, die kein NewURL ausgeben. Die Adresse ist die erste Gruppe oder der ganze Treffer.',
  autoscaling_SlurmArguments: 'Weitere sbatch-Argumente',
  autoscaling_SlurmArguments_description: 'Diese kommen zuletzt und haben daher Vorrang.',
  autoscaling_MinQueuedBeforeExpand: 'Wartende für eine mehr',
  autoscaling_MinQueuedBeforeExpand_description:
    'Wenn so viele Anfragen warten, startet eine weitere Instanz. Die Anfragen warten im Gateway, bei den Instanzen oder anderswo, wie ReportDemand es meldet.',
  autoscaling_MinWaitBetweenStart: 'Zeit zwischen zwei Starts',
  autoscaling_MinWaitBetweenStart_description:
    'So viel Zeit vergeht mindestens von einem Start zum nächsten.',
  autoscaling_MinWaitAfterFailure: 'Pause nach Fehlstart',
  autoscaling_MinWaitAfterFailure_description: 'Sie wächst mit jedem weiteren Fehlstart in Folge.',
  autoscaling_MinWaitBetweenStop: 'Zeit zwischen zwei Stopps',
  autoscaling_MinWaitBetweenStop_description:
    'So viel Zeit vergeht mindestens vom Stopp einer ungenutzten Instanz bis zum nächsten.',
  autoscaling_MinIdleTime: 'Stoppen, wenn ungenutzt seit',
  autoscaling_MinIdleTime_description:
    'Eine Instanz, die so lange nichts zu tun hatte, wird gestoppt. Eine mit laufender Anfrage nie.',
  autoscaling_ConnectionAttemptTimeoutSeconds: 'Zeit bis zum ersten Kontakt',
  autoscaling_ConnectionAttemptTimeoutSeconds_description:
    'Wie lange Switchyard eine neue Instanz fragt, bevor ein Versuch als fehlgeschlagen zählt. Mit DoRetries bekommt ein Skript mehr Versuche.',
  autoscaling_Kind: 'Art der Instanz',
  autoscaling_Kind_description: 'Was unter der Adresse einer Instanz antwortet.',
  autoscaling_Kind_choice1: 'Erkennen',
  autoscaling_Kind_choice2: 'SwarmUI oder Switchyard',
  autoscaling_Kind_choice3: 'Server mit OpenAI-API',
  autoscaling_Kind_choice4: 'ComfyUI',
  autoscaling_UrlFile: 'Datei mit der Adresse',
  autoscaling_UrlFile_description:
    "Der vollständige Pfad einer Datei, in die das Skript die Adresse der Instanz schreibt. '{LAUNCH}' steht für die Nummer des Startversuchs.",
  autoscaling_MaxUsages: 'Gleichzeitige Anfragen je Instanz',
  autoscaling_MaxUsages_description:
    'Wie viele Anfragen eine Instanz mit OpenAI-API gleichzeitig beantwortet. Die übrigen warten.',
  autoscaling_Models: 'Modelle',
  autoscaling_Models_description:
    'Namen der Modelle, die die Instanzen bereitstellen. Anfragen dafür warten, solange keine Instanz läuft. Ohne Namen sind die Modelle erst bekannt, wenn eine Instanz gelaufen ist.',
  autoscaling_LaunchTimeout: 'Zeit für einen Startversuch',
  autoscaling_LaunchTimeout_description:
    'Ein Startversuch, der nach dieser Zeit keine Adresse genannt hat, wird beendet und zählt als fehlgeschlagen. Zeit in der Warteschlange des Schedulers zählt nicht. 0: unbegrenzt.',
  autoscaling_Scheduler: 'Gestartet durch',
  autoscaling_Scheduler_description:
    'Das Skript kann selbst einen Scheduler beauftragen. Mit Slurm reicht Switchyard das Skript als Job ein: Er wartet in der Warteschlange, wird nach einem Neustart von Switchyard wiedergefunden und mit scancel beendet.',
  autoscaling_Scheduler_choice1: 'Das Skript',
  autoscaling_Scheduler_choice2: 'Slurm',
  autoscaling_SlurmPartition: 'Partition',
  autoscaling_SlurmPartition_description: 'Leer: der Standard des Clusters.',
  autoscaling_SlurmGpus: 'GPUs einer Instanz',
  autoscaling_SlurmGpus_description:
    'Wird mit --gpus angefordert. 0: keine, oder so viele, wie das Skript sagt.',
  autoscaling_SlurmTimeLimit: 'Zeitlimit eines Jobs',
  autoscaling_SlurmTimeLimit_description:
    'In der Form für sbatch, etwa 24:00:00 oder 2-12. Leer: das Limit der Partition.',
  autoscaling_SlurmAccount: 'Konto',
  autoscaling_SlurmAccount_description:
    'Das Konto, über das die Jobs abgerechnet werden. Leer: Ihr Standard.',
  autoscaling_SlurmOutputFolder: 'Ordner für Job-Ausgaben',
  autoscaling_SlurmOutputFolder_description:
    'Wohin die Knoten die Ausgabe eines Jobs schreiben und wo dieser Rechner sie liest. Leer: der Ordner des Skripts.',
  autoscaling_AfterRestart: 'Jobs eines früheren Laufs',
  autoscaling_AfterRestart_description:
    'Was mit noch laufenden Jobs dieses Backends geschieht, wenn Switchyard nach einem gewaltsamen Ende oder einem Ausfall des Rechners wieder startet.',
  autoscaling_AfterRestart_choice1: 'Behalten',
  autoscaling_AfterRestart_choice2: 'Abbrechen',
  llamaServer_Command: 'Programm',
  llamaServer_Command_description:
    'llama-server: sein vollständiger Pfad, oder sein Name, wenn es systemweit installiert ist.',
  llamaServer_ModelPath: 'Modelldatei',
  llamaServer_ModelPath_description:
    'Vollständiger Pfad der GGUF-Datei, die es bereitstellt. Leer: Es stellt einen Modellordner bereit oder das, was seine Argumente nennen (-hf, --models-preset).',
  llamaServer_ModelsDir: 'Modellordner',
  llamaServer_ModelsDir_description:
    'Vollständiger Pfad eines Ordners mit GGUF-Dateien. Es lädt sie auf Anfrage, und Sie können sie einzeln entladen. Nur ohne Modelldatei.',
  llamaServer_ExtraArgs: 'Weitere Argumente',
  llamaServer_ExtraArgs_description:
    'Weitere Argumente zusätzlich zu denen der anderen Einstellungen. Diese kommen zuletzt und haben daher Vorrang. Webseiten anderer Herkunft können seine Antworten nicht lesen, außer --cors-origins erlaubt es.',
  llamaServer_ContextSize: 'Kontextgröße',
  llamaServer_ContextSize_description:
    'Tokens für alle gleichzeitigen Anfragen zusammen. 0: wofür das Modell gemacht ist.',
  llamaServer_GPULayers: 'Schichten auf der GPU',
  llamaServer_GPULayers_description:
    'Wie viel vom Modell auf der GPU liegt. -1: wie llama-server entscheidet. 0: nichts.',
  llamaServer_MaxUsages: 'Gleichzeitige Anfragen',
  llamaServer_MaxUsages_description:
    'Wie viele Anfragen es gleichzeitig beantwortet. --parallel in den Argumenten hat Vorrang, und die Karte zeigt, was es meldet.',
  llamaServer_StartTimeout_description:
    'Ein Start schlägt fehl, wenn das Modell nach dieser Zeit nicht geladen ist.',
  llamaServer_StopTimeout_description:
    'Wie lange es brauchen darf, um seine Anfragen abzuschließen und sich zu beenden. Danach wird es hart beendet.',
  llamaServer_ListenOn_description:
    'Das Netzwerk: Auch andere Rechner erreichen es direkt an seinem eigenen Port, ohne Switchyard dazwischen. Ohne API-Schlüssel unten kann es jeder nutzen, der die Adresse erreicht.',
  llamaServer_ApiKey_description:
    'Der Schlüssel, den Clients senden müssen; Switchyard sendet ihn auch. Das Programm bekommt ihn über LLAMA_API_KEY, damit er auf keiner Befehlszeile steht. Wird geheim gehalten. Leer: kein Schlüssel oder einer, den es auf anderem Weg bekommt.',
  localLlama_ModelPath: 'Modelldatei',
  localLlama_ModelPath_description:
    'Die GGUF-Datei des Modells. Leer: ein winziges eingebautes Beispiel, das zeigt, dass alles funktioniert, aber zufällig antwortet.',
  localLlama_GPULoadLayers: 'Schichten auf der GPU',
  localLlama_GPULoadLayers_description:
    'Wie viel vom Modell auf der GPU liegt. -1: so viel, wie passt. 0: nichts, der Prozessor macht alles.',
  localLlama_Port_description:
    'Der Port, an dem es antwortet. 0: Es behält den Port, den es beim ersten Start bekommen hat; belegt ihn ein anderes Programm, bekommt es einen neuen, und die Karte sagt es. Wenn Sie einen belegten Port wählen, schlägt der Start fehl.',
  localLlama_ContextSize: 'Kontextgröße',
  localLlama_ContextSize_description:
    'Wie viel Text, Prompt und Antwort zusammen, das Modell für jede Anfrage verwenden kann. Mehr braucht mehr Speicher. 0: so viel, wie das Modell vorsieht und der Speicher erlaubt.',
  localLlama_Threads: 'Prozessor-Threads',
  localLlama_Threads_description:
    'Wie viele Prozessorkerne genutzt werden. 0: alle bis auf einen. Mehr Threads als Kerne machen es sehr langsam.',
  localLlama_MaxUsages: 'Gleichzeitige Anfragen',
  localLlama_MaxUsages_description:
    'Wie viele Anfragen es gleichzeitig beantwortet; weitere warten, bis sie an der Reihe sind. Jede braucht Speicher für einen eigenen Kontext.',
  localLlama_KeepLoadedMinutes: 'Entladen, wenn ungenutzt seit',
  localLlama_KeepLoadedMinutes_description:
    'Nach dieser Zeit ohne Anfrage verlässt das Modell den Speicher; die nächste Anfrage lädt es wieder. 0: Es bleibt.',
  localLlama_AlwaysFreeMemory: 'Nach jeder Anfrage Speicher freigeben',
  localLlama_AlwaysFreeMemory_description:
    'Das Modell verlässt den Speicher, sobald es keine Anfrage gibt. Praktisch, wenn sich etwas anderes die GPU mit ihm teilt: Die nächste Anfrage wartet, bis das Modell wieder geladen ist.',
  localLlama_AutoRestart_description:
    'Startet den Worker erneut, wenn er sich von selbst beendet: erst sofort, dann in wachsenden Abständen.',
  localLlama_StartTimeout_description:
    'Ein Start schlägt fehl, wenn das Modell nach dieser Zeit nicht geladen ist. Große Modelle auf langsamen Laufwerken brauchen Minuten.',
  localLlama_StopTimeout_description: 'Wie lange ein Stopp auf Anfragen wartet, bevor er sie beendet.',
  webui_StartScript: 'Startskript',
  webui_StartScript_description:
    'Der vollständige Pfad zur webui.sh der Web-UI (unter Windows webui.bat) oder zu ihrem Ordner. Switchyard beachtet, was webui-user setzt.',
  webui_Python: 'Python',
  webui_Python_description:
    'Das Python, das launch.py anstelle von webui.sh ausführt, oder der Ordner seiner Umgebung: von conda oder anderswo. Leer: webui.sh wählt; unter Windows das in venv.',
  webui_ExtraArgs: 'Weitere Argumente',
  webui_ExtraArgs_description:
    'Argumente für die Web-UI zusätzlich zu --api und --port, die Switchyard ergänzt. Enthalten sie einen Port oder eine Adresse, richtet sich Switchyard danach.',
  webui_ApiAuth: 'API-Login',
  webui_ApiAuth_description:
    'Das Login für die API (--api-auth), als user:password. Die Web-UI bekommt es über ihre Umgebung, nie auf der Befehlszeile. Leer: keines.',
  webui_StartTimeout_description:
    'Ein Start schlägt fehl, wenn die API nach dieser Zeit nicht antwortet. Der erste installiert Pakete, was lange dauert.',
  webui_StopTimeout_description:
    'Wie lange die Web-UI brauchen darf, um ihre Bilder abzuschließen und sich zu beenden. Danach wird sie hart beendet.',
  webui_ListenOn_description:
    'Das Netzwerk: Auch andere Rechner erreichen sie direkt an ihrem eigenen Port, ohne Switchyard dazwischen. Die Seite verlangt ohne --gradio-auth kein Login, die API ohne API-Login auch nicht: Wer die Adresse erreicht, kann sie nutzen.',
  remoteLlm_MaxUsages: 'Gleichzeitige Anfragen',
  remoteLlm_MaxUsages_description:
    'Wie viele Anfragen das Gateway gleichzeitig dorthin sendet. Die übrigen warten.',
  swarm_AllowForwarding: 'Ketten',
  swarm_AllowForwarding_description:
    'Zeigt auch die Backends von Instanzen, mit denen die andere verbunden ist. Aus: nur die, die dort laufen.',
  swarm_AllowWebsocket: 'WebSocket',
  swarm_AllowWebsocket_description:
    'Für SwarmUI, das Vorschaubilder so sendet. Switchyard bewahrt den Wert auf, verwendet ihn aber nicht.',
  ollama_Address: 'Adresse',
  ollama_Address_description: 'Wo Ollama antwortet oder antworten soll, wenn Switchyard es startet.',
  ollama_Command: 'Programm',
  ollama_Command_description:
    'Startet Ollama mit diesem Programm, wenn unter der Adresse nichts antwortet: sein vollständiger Pfad, oder ollama, wenn es systemweit installiert ist. Leer: Switchyard überwacht es, startet es aber nie.',
  ollama_ModelsDir: 'Modellordner',
  ollama_ModelsDir_description: 'Wo es seine Modelle aufbewahrt (OLLAMA_MODELS). Leer: sein eigener Ordner.',
  ollama_KeepLoadedMinutes: 'Modelle geladen halten',
  ollama_KeepLoadedMinutes_description:
    'Es entlädt ein Modell, das so lange ungenutzt war (OLLAMA_KEEP_ALIVE). -1: nie.',
  ollama_GPU_ID_description: 'Die GPUs, die es sehen darf. Keine gewählt: Es sieht alle.',
  ollama_MaxUsages: 'Gleichzeitige Anfragen',
  ollama_MaxUsages_description:
    'Was Clients gesagt wird. Wenn Switchyard es startet, auch, wie viele es gleichzeitig beantwortet (OLLAMA_NUM_PARALLEL).',
  webuiApi_ApiAuth_description:
    'Das Login, das die API verlangt, wenn sie mit --api-auth gestartet wurde: user:password. Leer: Sie verlangt keines.',
  type_comfyui_api: 'ComfyUI-API per URL',
  type_comfyui_api_description:
    'Ein ComfyUI, das schon läuft, auf diesem oder einem anderen Rechner. Switchyard überwacht es, startet es aber nicht.',
  type_comfyui_selfstart: 'ComfyUI, selbst gestartet',
  type_comfyui_selfstart_description:
    'Ein ComfyUI, das auf diesem Rechner installiert ist. Switchyard startet, überwacht und stoppt es und startet es neu.',
  type_command: 'Beliebiges Programm',
  type_command_description:
    'Führt ein beliebiges eigenes Programm aus: llama-server, vLLM, Ollama, KoboldCpp, A1111 oder ein anderes. Vorlagen füllen das Formular aus.',
  type_llamaserver: 'llama.cpp-Server',
  type_llamaserver_description:
    'llama-server von llama.cpp, gestartet von Switchyard: mit einem Modell oder mit einem Modellordner.',
  type_localllama: 'Lokales LLaMA.cpp-GGUF',
  type_localllama_description:
    'Führt ein Sprachmodell im GGUF-Format auf diesem Rechner aus, mit OpenAI-kompatibler API. Sie müssen nichts installieren.',
  type_auto_webui_api: 'Auto1111-SD-WebUI-API per URL',
  type_auto_webui_api_description:
    'Ein AUTOMATIC1111, Forge oder reForge, das schon mit --api läuft, auf diesem oder einem anderen Rechner. Switchyard überwacht es, startet es aber nicht.',
  type_auto_webui_selfstart: 'Auto1111-SD-WebUI, selbst gestartet',
  type_auto_webui_selfstart_description:
    'Ein AUTOMATIC1111, Forge oder reForge, das auf diesem Rechner installiert ist. Switchyard startet es mit seiner API, überwacht und stoppt es und startet es neu.',
  type_simpleremotellm: 'Entferntes LLM (OpenAI-API)',
  type_simpleremotellm_description:
    'Ein Sprachmodell-Server mit der API von OpenAI: vLLM, LM Studio, llama-server, ein bezahlter Dienst. Switchyard überwacht ihn, startet ihn aber nicht.',
  type_swarmswarmbackend: 'Swarm-API-Backend',
  type_swarmswarmbackend_description:
    'Ein anderes SwarmUI oder Switchyard: Zeigt dessen Backends mit ihrem Zustand hier und gibt ihren Speicher frei. Ändern können Sie sie dort.',
  type_ollama: 'Ollama',
  type_ollama_description:
    'Ein Ollama auf diesem oder einem anderen Rechner. Switchyard zeigt, welche Modelle geladen sind, und entlädt sie. Auf diesem Rechner kann es Ollama auch starten.',
  type_autoscalingbackend: 'Auto Scaling Backend',
  type_autoscalingbackend_description:
    'Startet und stoppt ganze Instanzen nach Bedarf: SwarmUI, Switchyard, vLLM oder ComfyUI, durch ein eigenes Skript auf Slurm, Kubernetes oder einem anderen Scheduler.',
  ...programSettingTranslation,
};
