import type { loadStatusWords } from '../../en/backends/load-status.ts';
import type { Translation } from '../../message.ts';

export const loadStatusTranslation: Translation<typeof loadStatusWords> = {
  starting: 'Startet',
  startingAgain: 'Startet erneut',
  startingProgram: '{program} startet',
  startingWebUi: 'Die Web-UI startet',
  lookingForUpdates: 'Sucht nach Updates',
  settingUpGpu: 'Richtet die GPU ein ({gpu})',
  loadingModel: 'Lädt das Modell',
  loadingModelPercent: 'Lädt das Modell, {percent} %',
  instance_title: 'Instanz {number}',
  instance_titleAt: 'Instanz {number} unter {place}',
  instance_launching: 'wird gestartet',
  instance_waiting: 'wartet in der Warteschlange ({reason})',
  instance_connecting: 'hat noch nicht geantwortet',
  instance_ending: 'wird beendet',
  instance_away: 'Antwortet seit {time} nicht.',
  instance_draining: 'Wird beendet, sobald ihre Anfragen beantwortet sind.',
  instance_job: 'Job {id}',
  instance_idle: '{launch}, ungenutzt',
  instance_busy: '{launch}, beschäftigt',
};
