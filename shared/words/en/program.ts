import { defineArea } from '../message.ts';

/** Notices of the program, notes in Preferences, and why a preference was not applied. A reason completes a sentence. */
export const programWords = defineArea('program', {
  updateReady: 'Switchyard {version} is ready.',
  updateReady_hint: 'Quit Switchyard and start it again to use it.',

  // The data directory.
  dataNotCopied:
    'Could not copy your backends to {chosen} ({reason}), so the data directory is still {present}.',
  dataNotCopied_hint:
    'Switchyard tries again at its next start. You can choose another folder in Preferences.',
  dataDirectoryNextStart: 'Until Switchyard is started again, the data directory is {dataDir}.',
  dataDirectoryNextStart_hint: 'Quit it from the tray and start it again.',
  dataDirectoryNotFull: 'it must be a full path',
  dataDirectoryFixed: 'it was given on the command line',

  // Addresses and ports.
  publicUrls_hint:
    'Correct the public addresses in Preferences. Until then, Switchyard answers at none of them.',
  publicUrlsRefused_hint: 'Correct them. Nothing was changed.',
  apiNotStarted_hint:
    'Choose another port in Preferences, or end the program that has it and switch the API off and on.',
  gatewayNotStarted_hint:
    'Choose another port for the gateway in Preferences, or switch the gateway off there.',
  gatewayOnOtherPort:
    'Could not use port {wanted}, so the gateway has port {port} until Switchyard is started again.',
  gatewayOnOtherPort_hint: 'End the program that has the port, or choose another one.',
  portInUse: 'another program already uses port {port}',
  portNotAllowed: 'this user may not use port {port}',
  portNotApplied_hint: 'Choose another port above 1023. Nothing was changed.',

  // How secrets are kept.
  noKeyring:
    'This system has no keyring, so API keys and passwords are kept unencrypted, in a file that only your user can read.',
  noKeyring_hint:
    'Install and unlock a keyring such as GNOME Keyring or KWallet, then start Switchyard again.',
  keyring:
    '{system, select, mac {The keychain of your Mac encrypts API keys and passwords.} windows {Windows encrypts API keys and passwords for your user account.} other {The keyring of this system encrypts API keys and passwords.}}',

  // Start at login.
  loginNotInstalled: 'macOS starts only an installed app at login',
  loginNotInstalled_hint: 'Install Switchyard from its disk image.',
  loginNotAllowed: 'macOS asks for your permission first',
  loginNotAllowed_hint:
    'Allow Switchyard in System Settings under General, Login Items. Then switch this on again.',
  loginRefused: '{system, select, mac {macOS} other {Windows}} did not accept it',
  loginRefused_hint:
    '{system, select, mac {Check System Settings under General, Login Items.} other {Check the Settings of Windows under Apps, Startup. A rule of your organisation may forbid it.}}',
  loginPathRefused: 'the path {program} contains {character}, which desktops do not accept there',
  loginPathRefused_hint: 'Move the program to another folder.',
  loginFile:
    '{why, select, denied {this user may not write {file}} readOnly {{file} is on a read-only disk} full {the disk is full, so {file} could not be written} folder {{file} cannot be written: there is a file in place of its folder} other {{file} cannot be written: {reason}}}',
});
