import type { programWords } from '../en/program.ts';
import type { Translation } from '../message.ts';

export const programTranslation: Translation<typeof programWords> = {
  updateReady: 'Switchyard {version} est prêt.',
  updateReady_hint: 'Quittez Switchyard et redémarrez-le pour l’utiliser.',
  dataNotCopied:
    'Impossible de copier vos backends vers {chosen} ({reason}) ; le dossier de données reste donc {present}.',
  dataNotCopied_hint:
    'Switchyard réessaiera à son prochain démarrage. Vous pouvez choisir un autre dossier dans les préférences.',
  dataDirectoryNextStart: 'Jusqu’au redémarrage de Switchyard, le dossier de données est {dataDir}.',
  dataDirectoryNextStart_hint: 'Quittez-le depuis la zone de notification et redémarrez-le.',
  dataDirectoryNotFull: 'le chemin doit être complet',
  dataDirectoryFixed: 'il a été indiqué sur la ligne de commande',
  publicUrls_hint:
    'Corrigez les adresses publiques dans les préférences. D’ici là, Switchyard ne répond à aucune d’elles.',
  publicUrlsRefused_hint: 'Corrigez-les. Rien n’a été modifié.',
  apiNotStarted_hint:
    'Choisissez un autre port dans les préférences, ou arrêtez le programme qui l’occupe, puis désactivez et réactivez l’API.',
  gatewayNotStarted_hint:
    'Choisissez un autre port pour la passerelle dans les préférences, ou désactivez-y la passerelle.',
  gatewayOnOtherPort:
    'Impossible d’utiliser le port {wanted} ; la passerelle a donc le port {port} jusqu’au redémarrage de Switchyard.',
  gatewayOnOtherPort_hint: 'Arrêtez le programme qui occupe le port, ou choisissez-en un autre.',
  portInUse: 'un autre programme utilise déjà le port {port}',
  portNotAllowed: 'cet utilisateur n’a pas droit au port {port}',
  portNotApplied_hint: 'Choisissez un autre port au-dessus de 1023. Rien n’a été modifié.',
  noKeyring:
    'Ce système n’a pas de trousseau : les clés API et les mots de passe sont conservés en clair, dans un fichier que seul votre utilisateur peut lire.',
  noKeyring_hint:
    'Installez et déverrouillez un trousseau comme GNOME Keyring ou KWallet, puis redémarrez Switchyard.',
  keyring:
    '{system, select, mac {Le trousseau de votre Mac chiffre les clés API et les mots de passe.} windows {Windows chiffre les clés API et les mots de passe pour votre compte d’utilisateur.} other {Le trousseau de ce système chiffre les clés API et les mots de passe.}}',
  loginNotInstalled: 'macOS ne lance à l’ouverture de session que les apps installées',
  loginNotInstalled_hint: 'Installez Switchyard depuis son image disque.',
  loginNotAllowed: 'macOS demande d’abord votre autorisation',
  loginNotAllowed_hint:
    'Autorisez Switchyard dans les Réglages Système, sous Général, Ouverture. Puis réactivez cette option.',
  loginRefused: '{system, select, mac {macOS} other {Windows}} ne l’a pas accepté',
  loginRefused_hint:
    '{system, select, mac {Vérifiez les Réglages Système, sous Général, Ouverture.} other {Vérifiez les Paramètres de Windows, sous Applications, Démarrage. Une règle de votre organisation l’interdit peut-être.}}',
  loginPathRefused: 'le chemin {program} contient {character}, que les bureaux n’acceptent pas à cet endroit',
  loginPathRefused_hint: 'Déplacez le programme dans un autre dossier.',
  loginFile:
    '{why, select, denied {cet utilisateur n’a pas le droit d’écrire {file}} readOnly {{file} est sur un disque en lecture seule} full {le disque est plein, {file} n’a donc pas pu être écrit} folder {impossible d’écrire {file} : un fichier se trouve à la place de son dossier} other {impossible d’écrire {file} : {reason}}}',
};
