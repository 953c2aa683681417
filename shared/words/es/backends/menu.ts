import type { backendMenuWords } from '../../en/backends/menu.ts';
import type { Translation } from '../../message.ts';

export const backendMenuTranslation: Translation<typeof backendMenuWords> = {
  settings: 'Ajustes',
  rename: 'Cambiar nombre',
  openLog: 'Abrir registro',
  activity: 'Actividad…',
  report: 'Informe de diagnóstico…',
  tags: 'Etiquetas…',
  usage: 'Uso…',
  freeVram: 'Liberar VRAM',
  freeVramAndRam: 'Liberar VRAM y RAM',
  copyAddress: 'Copiar dirección',
  showCommandLine: 'Mostrar línea de comandos',
  useItIn: 'Usar en…',
  moveToTop: 'Mover al principio',
  moveUp: 'Subir',
  moveDown: 'Bajar',
  duplicate: 'Duplicar',
  delete: 'Eliminar',
};
