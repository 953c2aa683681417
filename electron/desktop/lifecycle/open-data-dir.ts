/** Opens the data directory for this program alone, and with it the program's log. */
import { existsSync } from 'node:fs';
import { dialog } from 'electron';
import type { Logger } from 'pino';
import type { Notice } from '../../../shared/events.ts';
import { desktopWords } from '../../../shared/words/en/desktop.ts';
import { words } from '../../../shared/words/words.ts';
import type { LogLevel } from '../../core/logging/program/log-levels.ts';
import { createProgramLog } from '../../core/logging/program/program-log.ts';
import { ProgramMessages } from '../../core/logging/program/program-messages.ts';
import { startTimeReader } from '../../core/process/table/start-time.ts';
import { KnownSecrets } from '../../core/redact-secrets.ts';
import { defaultDataDir, makeDataDir } from '../../core/storage/data-dir.ts';
import { acquireInstanceLock, type LockHolder } from '../../core/storage/instance-lock.ts';
import { closeDataDirToOthers } from '../../core/storage/permissions/data-dir-permissions.ts';
import { type DataLocation, forgetChosenDataDir } from '../preferences/data-location.ts';

const t = words(desktopWords);

export interface OpenedDataDir {
  dataDir: string;
  lock: { release(): Promise<void> };
  log: Logger;
  programMessages: ProgramMessages;
  /** To be told what must not be in the log. */
  logSecrets: KnownSecrets;
  /** What was found about the rights of other users. */
  notices: readonly Notice[];
  /** Writes a fault of the program, and where it happened, to the log. */
  onFault(error: unknown, where: string): void;
}

/**
 * @returns null where the user decided to quit, because the chosen folder is missing
 * @throws Error with a message for the user, where another program uses the folder
 */
export async function openDataDir(location: DataLocation, logLevel: LogLevel): Promise<OpenedDataDir | null> {
  const dataDir = location.isMissing ? await askAboutMissingDataDir(location.dataDir) : location.dataDir;
  if (dataDir === null) return null;
  await makeDataDir(dataDir);
  const notices = await closeDataDirToOthers(dataDir);
  const lock = await acquireInstanceLock(dataDir, { readStartTime: startTimeReader(process.platform) });
  if (!lock.held) throw new Error(explainRefusal(dataDir, lock.holder));
  const programMessages = new ProgramMessages();
  const logSecrets = new KnownSecrets();
  const log = createProgramLog({ dataDir, level: logLevel, messages: programMessages, secrets: logSecrets });
  for (const { message } of notices) log.warn(message);
  return {
    dataDir,
    lock,
    log,
    programMessages,
    logSecrets,
    notices,
    onFault: (error, where) => log.error({ err: error, where }, 'fault'),
  };
}

/** @returns the folder to use, or null to quit */
async function askAboutMissingDataDir(dataDir: string): Promise<string | null> {
  for (;;) {
    const { response } = await dialog.showMessageBox({
      type: 'warning',
      message: t('folderMissing'),
      detail: t('folderMissingText', { dataDir }),
      buttons: [t('tryAgain'), t('startWithoutIt'), t('quit')],
      defaultId: 0,
      cancelId: 2,
    });
    if (response === 2) return null;
    if (response === 1) {
      forgetChosenDataDir(defaultDataDir());
      return defaultDataDir();
    }
    if (existsSync(dataDir)) return dataDir;
  }
}

function explainRefusal(dataDir: string, holder: LockHolder | null): string {
  if (holder === null) return t('runsElsewhereUnknown', { dataDir });
  const { pid, hostname: computer, address } = holder;
  return t('runsElsewhere', {
    dataDir,
    // Not a number that a language would group.
    pid: String(pid),
    hasComputer: computer === null ? 'no' : 'yes',
    computer: computer ?? '',
    hasAddress: address === null ? 'no' : 'yes',
    address: address ?? '',
  });
}
