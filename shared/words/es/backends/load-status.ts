import type { loadStatusWords } from '../../en/backends/load-status.ts';
import type { Translation } from '../../message.ts';

export const loadStatusTranslation: Translation<typeof loadStatusWords> = {
  starting: 'Iniciando',
  startingAgain: 'Volviendo a iniciar',
  startingProgram: 'Iniciando {program}',
  startingWebUi: 'Iniciando la interfaz web',
  lookingForUpdates: 'Buscando actualizaciones',
  settingUpGpu: 'Preparando la GPU ({gpu})',
  loadingModel: 'Cargando el modelo',
  loadingModelPercent: 'Cargando el modelo, {percent} %',
  instance_title: 'Instancia {number}',
  instance_titleAt: 'Instancia {number} en {place}',
  instance_launching: 'se está lanzando',
  instance_waiting: 'espera en la cola ({reason})',
  instance_connecting: 'aún no ha respondido',
  instance_ending: 'está terminando',
  instance_away: 'No responde desde {time}.',
  instance_draining: 'Termina cuando se hayan respondido sus solicitudes.',
  instance_job: 'trabajo {id}',
  instance_idle: '{launch}, sin uso',
  instance_busy: '{launch}, trabajando',
};
