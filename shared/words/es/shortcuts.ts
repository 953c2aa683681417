import type { shortcutsWords } from '../en/shortcuts.ts';
import type { Translation } from '../message.ts';

export const shortcutsTranslation: Translation<typeof shortcutsWords> = {
  commandsKey: 'Comandos: encuentra cualquier acción con unas pocas letras',
  closeOrLeaveKey: 'Cerrar lo que esté abierto o salir de la tarjeta',
  thisOverviewKey: 'Esta vista general',
  inList: 'En la lista',
  nextAndPreviousKey: 'Backend siguiente y anterior',
  firstAndLastKey: 'Primer y último backend',
  addBackendKey: 'Añadir backend',
  onFocusedBackend: 'En el backend que tiene el foco',
  besideKey: 'El backend de al lado',
  switchKey: 'Encender o apagar',
  openLogKey: 'Abrir registro',
  settingsKey: 'Ajustes',
  moveKey: 'Mover',
  deleteKey: 'Eliminar (se puede deshacer)',
  rightClickKey: 'Clic derecho',
  everythingElseKey: 'Todo lo demás',
  singleKeys: 'Teclas sueltas en cualquier lugar',
  singleKeysText:
    'Desactívalo si usas la entrada por voz. En el backend que tiene el foco, las teclas funcionan siempre.',
  filterKey: 'Filtro',
  preferencesKey: 'Preferencias',
  itsButtonsKey: 'Sus botones; Esc vuelve atrás',
  restartKey: 'Reiniciar',
  tagsKey: 'Etiquetas',
  contextMenuKey: 'Menú',
  pinKey: 'Con las GPU a la vista: fijarlo a la anterior o a la siguiente',
  everywhere: 'En todas partes',
};
