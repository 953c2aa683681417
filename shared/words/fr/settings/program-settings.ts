import type { programSettingWords } from '../../en/settings/program-settings.ts';

export const programSettingTranslation: Record<keyof typeof programSettingWords, string> = {
  preferences_MakeRoom: 'Quand la VRAM manque',
  preferences_MakeRoom_description:
    'Avant le démarrage d’un backend dont le besoin déclaré dépasse la place, ou qui ne tourne jamais en même temps qu’un backend activé. Les plus longtemps inutilisés sont déchargés d’abord, et désactivés si cela ne suffit pas. Un backend au travail est laissé tranquille.',
  preferences_MakeRoom_choice1: 'Me demander',
  preferences_MakeRoom_choice2: 'Libérer aussitôt la mémoire',
  preferences_MakeRoom_choice3: 'Démarrer sans vérification',
  preferences_ExcludedGpus: 'GPU exclus',
  preferences_ExcludedGpus_description:
    'Aucun backend n’obtient ces GPU à partir de son prochain démarrage. Pour un GPU qui gère l’écran ou appartient à quelqu’un d’autre.',
  preferences_LogMegabytes: 'Journal par backend',
  preferences_LogMegabytes_description:
    'Ce qui reste sur le disque du journal d’un backend ; le plus ancien part en premier.',
  preferences_LogDays: 'Conserver le journal',
  preferences_LogDays_description:
    'Les parties de journaux où rien n’a été écrit pendant cette durée sont supprimées. 0 : elles restent.',
  preferences_LockSettings: 'Verrouiller les paramètres',
  preferences_LockSettings_description:
    'Vous pouvez voir les backends et libérer leur mémoire, mais personne ne peut rien ajouter, modifier, activer, désactiver ni supprimer, ni ici ni par l’API, jusqu’à ce que vous désactiviez ce verrou.',
  preferences_StartAtLogin: 'Lancer avec la session',
  preferences_StartAtLogin_description:
    'Switchyard démarre quand vous ouvrez votre session, et avec lui chaque backend activé.',
  preferences_StartHidden: 'Démarrer dans la zone de notification',
  preferences_StartHidden_description:
    'Aucune fenêtre ne s’ouvre quand Switchyard se lance à l’ouverture de session.',
  preferences_CloseToTray: 'Continuer quand la fenêtre est fermée',
  preferences_CloseToTray_description:
    'Les backends continuent et le menu de la zone de notification reste. Désactivé : fermer la fenêtre quitte Switchyard et arrête ses backends.',
  preferences_Theme: 'Couleurs',
  preferences_Theme_description: 'Claires, sombres, ou celles du système.',
  preferences_Theme_choice1: 'Comme le système',
  preferences_Theme_choice2: 'Clair',
  preferences_Theme_choice3: 'Sombre',
  preferences_Language: 'Langue',
  preferences_Language_description:
    'De la fenêtre, du menu de la zone de notification et des notifications. Les journaux et l’API restent en anglais.',
  preferences_Language_choice1: 'Comme le système',
  preferences_NotifyCrash: 'Quand un backend s’arrête de lui-même',
  preferences_NotifyCrash_description: 'Signale qu’il a planté et qu’il est relancé.',
  preferences_NotifyGivingUp: 'Quand un backend a besoin de vous',
  preferences_NotifyGivingUp_description:
    'Signale qu’un backend a échoué et n’est pas relancé, ou qu’il attend de la mémoire et vous pose une question.',
  preferences_NotifyRecovery: 'Quand un backend est de retour',
  preferences_NotifyRecovery_description: 'Signale qu’un backend est de nouveau prêt après un échec.',
  preferences_DataDirectory: 'Dossier de données',
  preferences_DataDirectory_description:
    'Le dossier de vos backends, de leurs journaux et de ces préférences. Si le nouveau dossier ne contient pas encore de backends, tout y est copié ; l’ancien dossier reste tel quel.',
  preferences_Gateway: 'Passerelle',
  preferences_Gateway_description:
    'Une seule adresse pour tous les modèles, pour les programmes de cet ordinateur comme Open WebUI ou un éditeur. Il leur faut une clé dès que vous en avez créé une.',
  preferences_GatewayPort: 'Port de la passerelle',
  preferences_GatewayPort_description: 'Là où la passerelle écoute, sur cet ordinateur seulement.',
  preferences_HttpApi: 'API HTTP',
  preferences_HttpApi_description:
    'Fournit l’API Backend de SwarmUI et le panneau sur cet ordinateur, pour d’autres programmes et des navigateurs. Il leur faut le jeton.',
  preferences_HttpPort: 'Port',
  preferences_HttpPort_description: 'Là où l’API écoute, sur cet ordinateur seulement.',
  preferences_PublicUrls: 'Adresses publiques',
  preferences_PublicUrls_description:
    'Les adresses par lesquelles un proxy ou un tunnel mène à l’API, comme https://box.example/yard, séparées par des espaces. L’API répond à celles-ci et aux adresses de cet ordinateur, et à aucune autre.',
  group_program: 'Programme',
  group_health: 'Santé',
  group_memory: 'Mémoire',
  group_use: 'Usage',
  group_start_and_stop: 'Démarrage et arrêt',
  group_schedule: 'Horaires',
  group_updates: 'Mises à jour',
  group_model: 'Modèle',
  group_contact: 'Contact',
  group_demand: 'Demande',
  group_scheduler: 'Ordonnanceur',
  group_gpus: 'GPU',
  group_data: 'Données',
  group_window: 'Fenêtre',
  group_notifications: 'Notifications',
  group_start: 'Démarrage',
  group_gateway: 'Passerelle',
  group_api: 'API',
  group_safety: 'Sécurité',
  group_behind_a_login: 'Derrière une connexion',
  group_if_switchyard_starts_it: 'Si Switchyard le démarre',
  example_longText: 'un long texte quelconque',
  example_exclusiveGroup: 'grands modèles',
  unit_gib: 'GiB',
  unit_mb: 'MB',
  unit_s: 's',
  unit_min: 'min',
  unit_days: 'jours',
  unit_tokens: 'tokens',
  unit_layers: 'couches',
};
