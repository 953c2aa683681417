import type { programSettingWords } from '../../en/settings/program-settings.ts';

export const programSettingTranslation: Record<keyof typeof programSettingWords, string> = {
  preferences_MakeRoom: 'Cuando falta VRAM',
  preferences_MakeRoom_description:
    'Antes de iniciar un backend cuya necesidad declarada no cabe, o que nunca funciona junto con uno encendido. Los que llevan más tiempo sin uso se quitan primero de la memoria y, si no basta, se apagan. El que está trabajando no se toca.',
  preferences_MakeRoom_choice1: 'Preguntarme',
  preferences_MakeRoom_choice2: 'Liberar memoria de inmediato',
  preferences_MakeRoom_choice3: 'Iniciar sin comprobarlo',
  preferences_ExcludedGpus: 'GPU excluidas',
  preferences_ExcludedGpus_description:
    'Ningún backend usa estas GPU a partir de su próximo inicio. Para una GPU que se ocupa de la pantalla o es de otra persona.',
  preferences_LogMegabytes: 'Registro por backend',
  preferences_LogMegabytes_description:
    'Cuánto registro de un backend se guarda en disco; lo más antiguo se borra primero.',
  preferences_LogDays: 'Conservar el registro durante',
  preferences_LogDays_description:
    'Se borran las partes de los registros en las que no se ha escrito nada durante este tiempo. 0: se quedan.',
  preferences_LockSettings: 'Bloquear los ajustes',
  preferences_LockSettings_description:
    'Puedes ver los backends y liberar su memoria, pero nadie puede añadir, cambiar, encender, apagar ni eliminar nada, ni aquí ni por la API, hasta que desactives el bloqueo.',
  preferences_StartAtLogin: 'Abrir al iniciar sesión',
  preferences_StartAtLogin_description:
    'Switchyard se abre cuando inicias sesión, y con él se inician todos los backends encendidos.',
  preferences_StartHidden: 'Quedarse en la bandeja al iniciar sesión',
  preferences_StartHidden_description:
    'No se abre ninguna ventana cuando Switchyard arranca al iniciar sesión.',
  preferences_CloseToTray: 'Seguir en ejecución al cerrar la ventana',
  preferences_CloseToTray_description:
    'Los backends siguen funcionando y el menú de la bandeja se queda. Desactivado: al cerrar la ventana se sale de Switchyard y se detienen sus backends.',
  preferences_Theme: 'Colores',
  preferences_Theme_description: 'Claro, oscuro o como los tenga el sistema.',
  preferences_Theme_choice1: 'Como el sistema',
  preferences_Theme_choice2: 'Claro',
  preferences_Theme_choice3: 'Oscuro',
  preferences_Language: 'Idioma',
  preferences_Language_description:
    'El idioma de la ventana, el menú de la bandeja y las notificaciones. Los registros y la API siguen en inglés.',
  preferences_Language_choice1: 'Como el sistema',
  preferences_NotifyCrash: 'Cuando un backend se detiene por sí solo',
  preferences_NotifyCrash_description: 'Avisa de que se ha cerrado inesperadamente y vuelve a iniciarse.',
  preferences_NotifyGivingUp: 'Cuando un backend te necesita',
  preferences_NotifyGivingUp_description:
    'Avisa de que un backend ha fallado y no se vuelve a iniciar, o de que espera memoria y te pregunta.',
  preferences_NotifyRecovery: 'Cuando un backend se recupera',
  preferences_NotifyRecovery_description:
    'Avisa de que un backend vuelve a estar listo después de haber fallado.',
  preferences_DataDirectory: 'Carpeta de datos',
  preferences_DataDirectory_description:
    'La carpeta con tus backends, sus registros y estas preferencias. Si en la carpeta nueva aún no hay backends, se copia todo en ella; la anterior queda como está.',
  preferences_Gateway: 'Pasarela',
  preferences_Gateway_description:
    'Una sola dirección para todos los modelos, para programas de este equipo como Open WebUI o un editor. Necesitan una clave en cuanto hayas creado alguna.',
  preferences_GatewayPort: 'Puerto de la pasarela',
  preferences_GatewayPort_description: 'Dónde escucha la pasarela, solo en este equipo.',
  preferences_HttpApi: 'API HTTP',
  preferences_HttpApi_description:
    'Ofrece en este equipo la API de backends de SwarmUI y el panel, para otros programas y navegadores. Necesitan el token.',
  preferences_HttpPort: 'Puerto',
  preferences_HttpPort_description: 'Dónde escucha la API, solo en este equipo.',
  preferences_PublicUrls: 'Direcciones públicas',
  preferences_PublicUrls_description:
    'Direcciones con las que un proxy o un túnel lleva a la API, como https://box.example/yard, separadas por espacios. La API responde en ellas y en las direcciones de este equipo, y en ninguna más.',
  group_program: 'Programa',
  group_health: 'Estado',
  group_memory: 'Memoria',
  group_use: 'Uso',
  group_start_and_stop: 'Inicio y parada',
  group_schedule: 'Horario',
  group_updates: 'Actualizaciones',
  group_model: 'Modelo',
  group_contact: 'Contacto',
  group_demand: 'Demanda',
  group_scheduler: 'Planificador',
  group_gpus: 'GPU',
  group_data: 'Datos',
  group_window: 'Ventana',
  group_notifications: 'Notificaciones',
  group_start: 'Inicio',
  group_gateway: 'Pasarela',
  group_api: 'API',
  group_safety: 'Seguridad',
  group_behind_a_login: 'Con inicio de sesión',
  group_if_switchyard_starts_it: 'Si lo inicia Switchyard',
  example_longText: 'cualquier texto largo',
  example_exclusiveGroup: 'modelos grandes',
  unit_gib: 'GiB',
  unit_mb: 'MB',
  unit_s: 's',
  unit_min: 'min',
  unit_days: 'días',
  unit_tokens: 'tokens',
  unit_layers: 'capas',
};
