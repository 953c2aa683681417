import type { presetWords } from '../../en/settings/presets.ts';
import type { Translation } from '../../message.ts';

export const presetTranslation: Translation<typeof presetWords> = {
  llama_server:
    'llama-server avec un seul modèle. Remplacez {model} par le chemin de votre fichier GGUF. On ne peut pas lui demander de libérer de la mémoire ; avec {sleep} dans les arguments, les versions récentes la libèrent d’elles-mêmes en cas d’inactivité. « {usages} » correspond à --parallel ; les pages web d’autres origines ne peuvent pas lire ses réponses tant que {origins}.',
  llama_server_router:
    'llama-server en routeur : il charge les fichiers GGUF d’un dossier à la demande. Remplacez {folder} par ce dossier, et {model}, dans le corps de la requête de libération, par le nom du modèle à décharger.',
  vllm: 'vllm serve en mode veille, pour que sa mémoire puisse être libérée. Remplacez {model} par le modèle. Une fois sa mémoire libérée, il répond de nouveau quand {wake} le réveille ou après un redémarrage. Le premier démarrage télécharge et compile : c’est long.',
  ollama:
    'Un serveur à part, à côté d’un Ollama installé, avec les mêmes modèles. Il libère la mémoire de lui-même après {variable}. Pour la libérer à la main, remplacez {model}, dans le corps de la requête de libération, par le nom du modèle tel que l’affiche « ollama list ».',
  koboldcpp:
    'KoboldCpp avec un seul modèle. Remplacez {model} par le chemin de votre fichier GGUF, et {folder} par un dossier quelconque : son mode administrateur, qui libère la mémoire, en exige un. Libérer la mémoire fait redémarrer KoboldCpp sans modèle.',
  a1111:
    'Interface web Stable Diffusion (AUTOMATIC1111 ou Forge) avec son API. Le type {type} fait davantage : il affiche le checkpoint et les tâches, et un arrêt attend les images. Remplacez {folder} par son dossier. Sous Windows, le programme est {python} dans ce dossier, et les arguments commencent par launch.py. Une fois la mémoire libérée, {reload} recharge le modèle.',
};
