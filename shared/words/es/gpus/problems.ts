import type { gpuProblemWords } from '../../en/gpus/problems.ts';
import type { Translation } from '../../message.ts';

export const gpuProblemTranslation: Translation<typeof gpuProblemWords> = {
  unreadable: 'No se pudieron leer las GPU: {reason}.',
  old: 'Los valores mostrados son los últimos que se leyeron.',
  program_exitCode: '{program} terminó con el código de salida {code}',
  program_signal: '{program} fue terminado por {signal}',
  program_notStarted: '{program} no se puede iniciar ({reason})',
  program_timedOut: '{program} no respondió en {seconds} s',
  program_silent: '{program} lleva {seconds} s sin responder',
  program_withoutFigures: '{program} lleva {seconds} s sin mostrar ningún valor',
  program_hangs: '{program} está bloqueado en el controlador y no se puede terminar',
  program_said: '{failure}; mostró «{words}»',
  nvidia_noAnswer:
    'el controlador de NVIDIA no responde. Reinicia el equipo; si eso no ayuda, vuelve a instalar el controlador',
  nvidia_updated:
    'el controlador de NVIDIA se actualizó mientras el anterior estaba en uso. Reinicia el equipo',
  nvidia_lost:
    'una GPU ha dejado de responder. Reinicia el equipo; si vuelve a ocurrir, comprueba su refrigeración, su alimentación y que esté bien encajada en su ranura',
  nvidia_incomplete:
    'falta una parte del controlador de NVIDIA (libnvidia-ml). Vuelve a instalar el controlador',
  nvidia_denied: 'este usuario no puede leerlas. Dale acceso a los dispositivos /dev/nvidia*',
  nvidia_blocked:
    'el sistema no deja que este entorno las use. Actualiza el controlador de NVIDIA y, en Windows, WSL',
  nvidia_unreachable:
    'no se puede acceder al controlador de NVIDIA. Reinicia el contenedor si Switchyard se ejecuta en uno; si no, el equipo',
  amd_noAnswer: 'el controlador amdgpu no responde. Reinicia el equipo si esto continúa',
  reordered: 'Los números de las GPU han cambiado: {name} era la GPU {before} y ahora es la GPU {now}.',
  replaced: 'La GPU {number} es ahora {name}; cuando se eligió era {before}.',
};
