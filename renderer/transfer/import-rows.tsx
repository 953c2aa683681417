import { Checkbox, NativeSelect } from '@mantine/core';
import { transferWords } from '../../shared/words/en/transfer/transfer.ts';
import { translateList } from '../../shared/words/wire-phrases.ts';
import { words } from '../../shared/words/words.ts';
import { formatGpuTitle } from '../gpu/gpu-names.ts';
import { useGpus } from '../gpu/use-resources.ts';
import { useBackendType } from '../panel-context.tsx';
import type { Preview } from './transfer.ts';
import './transfer.css';

const t = words(transferWords);

type Row = Preview['list'][number];

/** The backends that an import would add, each with a checkbox. */
export function ImportRows({
  rows,
  excluded,
  switchedOff,
  gpus,
  onToggle,
  onChooseGpus,
}: {
  rows: readonly Row[];
  /** The entries that the user has left out. */
  excluded: ReadonlySet<number>;
  switchedOff: boolean;
  /** What was chosen in place of the file's cards, by entry. */
  gpus: ReadonlyMap<number, string>;
  onToggle: (entry: number, isChosen: boolean) => void;
  onChooseGpus: (entry: number, value: string) => void;
}) {
  return (
    <ul className="sy-import" aria-label={t('rows')}>
      {rows.map((row) => (
        <ImportRow
          key={row.entry}
          row={row}
          checked={!excluded.has(row.entry)}
          switchedOff={switchedOff}
          gpus={gpus.get(row.entry) ?? row.gpus}
          onChooseGpus={(value) => onChooseGpus(row.entry, value)}
          onChange={(isChosen) => onToggle(row.entry, isChosen)}
        />
      ))}
    </ul>
  );
}

function ImportRow({
  row,
  checked,
  switchedOff,
  gpus,
  onChange,
  onChooseGpus,
}: {
  row: Row;
  checked: boolean;
  switchedOff: boolean;
  /** Undefined for one that chooses no cards. */
  gpus: string | undefined;
  onChooseGpus: (value: string) => void;
  onChange: (isChosen: boolean) => void;
}) {
  const typeName = useBackendType(row.type)?.name ?? row.type_name;
  return (
    <li>
      <Checkbox
        label={
          <>
            <span className="sy-import-id">#{row.id}</span> {row.title || typeName}
          </>
        }
        description={[
          row.title === '' ? '' : typeName,
          row.about,
          row.enabled && !switchedOff ? '' : t('rowOff'),
        ]
          .filter((part) => part !== '')
          .join(' · ')}
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      {gpus === undefined || !checked ? null : (
        <GpuSelect
          name={row.title || typeName}
          value={gpus}
          inFile={row.gpus ?? ''}
          onChange={onChooseGpus}
        />
      )}
      {row.words.length === 0 ? null : (
        <ul className="sy-import-text">
          {translateList(row.words, 'words', row.phrases).map((message) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** The cards of this machine, which may be others than those of the machine that the file comes from. */
function GpuSelect({
  name,
  value,
  inFile,
  onChange,
}: {
  name: string;
  value: string;
  inFile: string;
  onChange: (value: string) => void;
}) {
  const cards = useGpus().filter(({ excluded }) => !excluded);
  if (cards.length === 0) return null;
  const own = [
    { value: '', label: t('allGpus') },
    ...cards.map((card) => ({ value: String(card.id), label: formatGpuTitle(card) })),
  ];
  const isOwn = own.some((one) => one.value === inFile);
  return (
    <NativeSelect
      size="xs"
      className="sy-import-gpus"
      aria-label={t('gpusOf', { name })}
      value={value}
      data={isOwn ? own : [{ value: inFile, label: t('gpusOfFile', { gpus: inFile }) }, ...own]}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
