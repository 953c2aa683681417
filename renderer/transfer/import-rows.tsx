import { Checkbox } from '@mantine/core';
import type { Preview } from './transfer.ts';
import './transfer.css';

type Row = Preview['list'][number];

/** The backends that an import would add, each with a checkbox. */
export function ImportRows({
  rows,
  excluded,
  switchedOff,
  onToggle,
}: {
  rows: readonly Row[];
  /** The entries that the user has left out. */
  excluded: ReadonlySet<number>;
  switchedOff: boolean;
  onToggle: (entry: number, isChosen: boolean) => void;
}) {
  return (
    <ul className="sy-import" aria-label="Backends to import">
      {rows.map((row) => (
        <ImportRow
          key={row.entry}
          row={row}
          checked={!excluded.has(row.entry)}
          switchedOff={switchedOff}
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
  onChange,
}: {
  row: Row;
  checked: boolean;
  switchedOff: boolean;
  onChange: (isChosen: boolean) => void;
}) {
  return (
    <li>
      <Checkbox
        label={
          <>
            <span className="sy-import-id">#{row.id}</span> {row.title || row.type_name}
          </>
        }
        description={[
          row.title === '' ? '' : row.type_name,
          row.about,
          row.enabled && !switchedOff ? '' : 'switched off',
        ]
          .filter((part) => part !== '')
          .join(' · ')}
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      {row.words.length === 0 ? null : (
        <ul className="sy-import-text">
          {row.words.map((message) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      )}
    </li>
  );
}
