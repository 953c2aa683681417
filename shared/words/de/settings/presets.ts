import type { presetWords } from '../../en/settings/presets.ts';
import type { Translation } from '../../message.ts';

export const presetTranslation: Translation<typeof presetWords> = {
  llama_server:
    'llama-server mit einem Modell. Ersetzen Sie {model} durch den Pfad Ihrer GGUF-Datei. Es lässt sich nicht auffordern, Speicher freizugeben; mit {sleep} in den Argumenten geben neuere Versionen ihn bei Nichtgebrauch selbst frei. „{usages}“ entspricht --parallel; Webseiten anderer Herkunft können die Antworten nicht lesen, solange {origins} gilt.',
  llama_server_router:
    'llama-server als Router: Es lädt die GGUF-Dateien eines Ordners, wenn sie angefragt werden. Ersetzen Sie {folder} durch diesen Ordner und {model} im Text der Speicheranfrage durch den Namen des Modells, das entladen werden soll.',
  vllm: 'vllm serve im Schlafmodus, damit sich sein Speicher freigeben lässt. Ersetzen Sie {model} durch das Modell. Nach dem Freigeben antwortet es erst wieder, wenn {wake} es weckt oder es neu gestartet wird. Der erste Start lädt herunter und kompiliert; das dauert lange.',
  ollama:
    'Ein eigener Server neben einem installierten Ollama, mit denselben Modellen. Er gibt Speicher nach {variable} von selbst frei. Um ihn von Hand freizugeben, ersetzen Sie {model} im Text der Speicheranfrage durch den Namen des Modells, wie ihn „ollama list“ zeigt.',
  koboldcpp:
    'KoboldCpp mit einem Modell. Ersetzen Sie {model} durch den Pfad Ihrer GGUF-Datei und {folder} durch einen beliebigen Ordner: Der Admin-Modus, der Speicher freigibt, braucht einen. Beim Freigeben startet KoboldCpp ohne Modell neu.',
  a1111:
    'Stable-Diffusion-Web-UI (AUTOMATIC1111 oder Forge) mit ihrer API. Der Typ {type} kann mehr: Er zeigt Checkpoint und Aufträge, und ein Stopp wartet auf Bilder. Ersetzen Sie {folder} durch ihren Ordner. Unter Windows ist das Programm {python} in diesem Ordner, und die Argumente beginnen mit launch.py. Nach dem Freigeben lädt {reload} das Modell wieder.',
};
