import type { freeingWords } from '../../en/backends/freeing.ts';
import type { Translation } from '../../message.ts';

export const freeingTranslation: Translation<typeof freeingWords> = {
  notReady: 'Es ist noch nicht bereit.',
  notAskedYet: 'Switchyard hat es noch nicht erreicht.',
  isGone: 'Auf der anderen Instanz gibt es das Backend nicht mehr.',
  busyWithImage:
    'Es ist beschäftigt: Würde der Checkpoint jetzt entladen, fehlte dem laufenden Bild sein Modell. Versuchen Sie es erneut, wenn das Bild fertig ist.',
  noWay:
    'Die OpenAI-API kann keinen Speicher freigeben. Geben Sie ihn auf dem Rechner frei, auf dem der Server läuft.',
  noRequest: 'Es ist keine Anfrage zum Freigeben von Speicher eingestellt.',
  addressNeedsPort:
    'Die Adresse zum Freigeben von Speicher verwendet {port}; das wirkt erst ab dem nächsten Start.',
  oneModel: 'Mit nur einem Modell lässt sich llama-server im Betrieb nicht zum Entladen auffordern.',
  oneModel_unloads:
    'Nach {seconds} s ohne Anfrage entlädt es das Modell von selbst; Stoppen gibt sofort alles frei.',
  oneModel_canUnload:
    'Schalten Sie in den Einstellungen „{setting}“ ein oder verwenden Sie stattdessen einen Ordner mit Modellen; Stoppen gibt alles frei.',
  oneModel_tooOld: 'Eine neuere Version entlädt es bei Nichtgebrauch von selbst; Stoppen gibt alles frei.',
  noModelLoaded: 'Es gab nichts freizugeben: Kein Modell ist geladen.',
  holdsNoModels: 'Es gab nichts freizugeben: Das Backend hält keine Modelle im Speicher.',
  holdsNoVram: 'Es gab nichts freizugeben: Das Backend belegt keinen VRAM.',
  modelsSleep: 'Es gab nichts freizugeben: Die geladenen Modelle schlafen ({models}).',
  modelSleeps: 'Es gab nichts freizugeben: Das Backend schläft, und sein Modell ist nicht im Speicher.',
  refused: 'Es hat sich geweigert, Speicher freizugeben ({status, number}).',
  refusedCheckpoint: 'Es hat sich geweigert, seinen Checkpoint zu entladen ({status, number}).',
  refusedModels: 'Es hat sich geweigert, {models} zu entladen.',
  requestRefused: 'Die Speicheranfrage wurde mit {status, number} abgelehnt.',
  requestFailed: 'Die Speicheranfrage ist fehlgeschlagen: {reason}.',
  cameBack: '{amounts} freigegeben.',
  amount_vram: '{bytes} VRAM',
  amount_ram: '{bytes} RAM',
  cameBackWithVram: '{bytes} freigegeben, davon {vram} VRAM.',
  requestAnswered: 'Die Speicheranfrage wurde mit {status, number} beantwortet.',
  peerFreed: 'Die andere Instanz meldet, dass Speicher freigegeben wurde.',
  peerFreedNothing: 'Die andere Instanz meldet, dass nichts freigegeben wurde.',
  unloaded: '{count, plural, one {Ein Modell wurde entladen.} other {# Modelle wurden entladen.}}',
  stillLoaded: 'Noch geladen: {models}.',
  loadsByItself: 'Mit dem nächsten Bild wird der Checkpoint wieder geladen.',
  loadsWhenAsked:
    'Diese Web-UI lädt ihren Checkpoint nicht von selbst wieder: Das nächste Bild kann fehlschlagen. Sobald eines versucht wurde, lässt Switchyard den Checkpoint laden.',
  amountUnknown:
    'Es hat die Anfrage angenommen. Wie viel frei wurde, ist nicht bekannt: Es meldet nur, was auf dem ganzen Rechner oder der ganzen GPU frei ist.',
  waitsForWork:
    'Noch wurde nichts frei: Das Backend ist beschäftigt und gibt seinen Speicher frei, sobald es fertig ist.',
  modelsWaitForRequests:
    'Noch wurde nichts frei. Noch beschäftigt: {models}. Entladen wird, sobald die laufenden Anfragen beantwortet sind.',
  modelsBusy:
    'Noch beschäftigt: {models}. {count, plural, one {Das Modell wird} other {Die Modelle werden}} entladen, sobald die Anfragen beantwortet sind; ein Neustart bricht sie ab.',
  keptModels: 'Es hat die Anfrage angenommen, aber es wurde kein Speicher frei. Noch geladen: {models}.',
  unloadedNothing: 'Es hat die Anfrage angenommen, aber nichts entladen. Noch geladen: {models}.',
  keptByNode:
    'Es hat die Anfrage angenommen, aber es wurde kein Speicher frei. Vielleicht hält ein Custom Node ihn fest; wenn Sie ComfyUI stoppen, wird alles frei.',
  keptByProcesses:
    'Es hat die Anfrage angenommen, aber es wurde kein Speicher frei: Seine Prozesse belegen so viel wie zuvor. Wenn Sie ComfyUI stoppen, wird alles frei.',
  keptWithoutGpu:
    'Es hat die Anfrage angenommen, aber es wurde kein Speicher frei: Ohne GPU behält eine Web-UI ihr Modell im Speicher. Stoppen gibt alles frei.',
  keptByExtension:
    'Es hat die Anfrage angenommen, aber es wurde kein VRAM frei. Vielleicht hält eine Erweiterung ihn fest; wenn Sie die Web-UI stoppen, wird alles frei.',
  freedAfterRequests:
    'Der Speicher wird freigegeben, sobald die laufenden Anfragen beantwortet sind: {models}.',
  modelsAndMore: '{models} und {count} weitere',
  moreModels: '{count} weitere',
  modelRefused: '{model} ({reason})',
  cannotBeAsked: 'Es lässt sich nicht auffordern, Speicher freizugeben.',
  chooseBackend: 'Geben Sie den Speicher eines seiner Backends frei.',
  comfyWillFree: 'ComfyUI gibt seinen Speicher frei, sobald die laufende Arbeit fertig ist.',
  modelUnloaded: 'Das Modell wurde entladen. Die nächste Anfrage lädt es wieder.',
  modelNotLoaded: 'Das Modell ist nicht im Speicher.',
  modelStillUsed:
    'Das Modell wird nach {seconds} s noch benutzt (Anfragen: {requests}). Versuchen Sie es erneut, wenn es nichts zu tun hat.',
};
