/** The version of the program, its data directory, and the licences of what it contains. */
import { Text } from '@mantine/core';
import { aboutWords } from '../../shared/words/en/about.ts';
import { words } from '../../shared/words/words.ts';
import { CopyButton } from '../controls/copy-button.tsx';
import { Dialog } from '../controls/dialog/dialog.tsx';
import { usePanelState } from '../panel-context.tsx';
import { Mark } from '../theme/mark.tsx';
import { Licences } from './licences.tsx';
import '../controls/facts.css';
import './about.css';

const t = words(aboutWords);

const platformNames: Record<string, string> = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' };

export function AboutDialog({ onClose }: { onClose: () => void }) {
  const host = usePanelState((state) => state.host);
  return (
    <Dialog title={t('title')} size={680} onClose={onClose}>
      <div className="sy-about">
        <div className="sy-about-name">
          <Mark size={40} />
          <div>
            <div className="sy-about-title">Switchyard</div>
            <Text size="sm" c="dimmed">
              {t('summary')}
            </Text>
          </div>
        </div>
        {host === null ? (
          <Text size="sm">{t('noAnswerYet')}</Text>
        ) : (
          <dl className="sy-facts">
            <dt>{t('version')}</dt>
            <dd>{host.version}</dd>
            <dt>{t('platform')}</dt>
            <dd>{platformNames[host.platform] ?? host.platform}</dd>
            <dt>{t('dataDirectory')}</dt>
            <dd>
              <div className="sy-address">
                <span className="sy-about-path" dir="auto">
                  {host.data_dir}
                </span>
                <CopyButton text={host.data_dir} label={t('copyDataDirectory')} />
              </div>
            </dd>
            <dt>{t('licence')}</dt>
            <dd>MIT</dd>
          </dl>
        )}
        <Licences />
      </div>
    </Dialog>
  );
}
