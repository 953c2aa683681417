/** What a backend lacks that is off or waits, and what would have to go for it. */
import { MemoryStick } from 'lucide-react';
import type { OperationOutput } from '../../../shared/operations.ts';
import { lanesWords } from '../../../shared/words/en/gpus/lanes.ts';
import { joinTranslated, joinWithAnd } from '../../../shared/words/join-texts.ts';
import { translateField } from '../../../shared/words/wire-phrases.ts';
import { words } from '../../../shared/words/words.ts';
import { formatBytes } from '../../format/amounts.ts';
import { useBackendNames } from '../../format/use-display-names.ts';

const t = words(lanesWords);

type Shortage = Pick<
  OperationOutput<'PreviewStarts'>['list'][number],
  'message' | 'phrases' | 'steps' | 'enough'
>;

export function LaneShortage({ shortage }: { shortage: Shortage | null }) {
  return shortage === null ? null : <ShortageText shortage={shortage} />;
}

function ShortageText({ shortage }: { shortage: Shortage }) {
  const { steps, enough } = shortage;
  const names = useBackendNames(steps.map(({ id }) => id));
  const listed = steps.map(({ how, vram_bytes: bytes }, index) => {
    const values = {
      name: names[index] ?? '',
      bytes: bytes === undefined ? 'none' : formatBytes(bytes),
    };
    return how === 'unload' ? t('stepUnload', values) : t('stepStop', values);
  });
  return (
    <div className="sy-lane-shortage">
      <MemoryStick size={14} aria-hidden />
      <div>
        {joinTranslated([
          translateField(shortage, 'message'),
          listed.length === 0 ? t('nothingToFree') : t('toStart', { steps: joinWithAnd(listed) }),
          enough || listed.length === 0 ? '' : t('notEnough'),
        ])}
      </div>
    </div>
  );
}
