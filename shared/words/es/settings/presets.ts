import type { presetWords } from '../../en/settings/presets.ts';
import type { Translation } from '../../message.ts';

export const presetTranslation: Translation<typeof presetWords> = {
  llama_server:
    'llama-server con un modelo. Sustituye {model} por la ruta de tu archivo GGUF. No se le puede pedir que libere memoria; con {sleep} en los argumentos, las versiones nuevas la liberan automáticamente cuando no se usan. «{usages}» es lo que indica --parallel; las páginas web de otros orígenes no pueden leer sus respuestas mientras {origins}.',
  llama_server_router:
    'llama-server como enrutador: carga los archivos GGUF de una carpeta cuando se piden. Sustituye {folder} por esa carpeta y {model}, en el cuerpo de la solicitud de memoria, por el nombre del modelo que se quitará de la memoria.',
  vllm: 'vllm serve en modo de reposo, para que se pueda liberar su memoria. Sustituye {model} por el modelo. Tras liberar su memoria, vuelve a responder cuando {wake} lo despierta o se reinicia. El primer inicio descarga y compila: tarda mucho.',
  ollama:
    'Un servidor propio junto a un Ollama instalado, con los mismos modelos. Libera la memoria automáticamente tras {variable}. Para liberarla a mano, sustituye {model}, en el cuerpo de la solicitud de memoria, por el nombre del modelo tal como lo muestra «ollama list».',
  koboldcpp:
    'KoboldCpp con un modelo. Sustituye {model} por la ruta de tu archivo GGUF y {folder} por cualquier carpeta: su modo de administración, que libera la memoria, necesita una. Al liberar memoria, KoboldCpp se reinicia sin modelo.',
  a1111:
    'Interfaz web de Stable Diffusion (AUTOMATIC1111 o Forge) con su API. El tipo {type} hace más: muestra el checkpoint y los trabajos, y una parada espera a las imágenes. Sustituye {folder} por su carpeta. En Windows, el programa es {python} en esa carpeta, y los argumentos empiezan por launch.py. Tras liberar su memoria, {reload} vuelve a cargar el modelo.',
};
