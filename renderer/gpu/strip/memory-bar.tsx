/** A bar that shows who uses how much of a memory, and the same as a list of texts. */
import { formatBytes } from '../../format/amounts.ts';
import type { ColourVariable } from '../backend-colour.ts';
import { Swatch } from '../swatch.tsx';
import './memory-bar.css';
import { gpuStripWords } from '../../../shared/words/en/gpus/strip.ts';
import { words } from '../../../shared/words/words.ts';

const t = words(gpuStripWords);

export interface BarPart {
  key: string;
  label: string;
  bytes: number;
  /** Null: in use by other programs. */
  colour: ColourVariable | null;
  /** Something about the value, such as its source. */
  note?: string;
}

/** Hidden from screen readers, which read {@link BarLabels}. */
export function MemoryBar({ parts, total }: { parts: readonly BarPart[]; total: number }) {
  return (
    <div className="sy-memory-bar" aria-hidden>
      {parts.map(({ key, bytes, colour }) => (
        <span
          key={key}
          className="sy-memory-part"
          data-part={key}
          data-others={colour === null}
          style={{
            width: `${(100 * bytes) / total}%`,
            ...(colour === null ? {} : { background: `var(${colour})` }),
          }}
        />
      ))}
    </div>
  );
}

/** The parts as texts: for a tooltip, and for screen readers. */
export function BarLabels({ parts, free }: { parts: readonly BarPart[]; free: number | null }) {
  return (
    <ul className="sy-bar-text">
      {parts.map(({ key, label, bytes, colour, note }) => (
        <li key={key}>
          {colour === null ? (
            <span className="sy-swatch sy-hatched" aria-hidden />
          ) : (
            <Swatch colour={colour} />
          )}
          {note === undefined
            ? t('part', { name: label, bytes: formatBytes(bytes) })
            : t('partNoted', { name: label, bytes: formatBytes(bytes), note })}
        </li>
      ))}
      {free === null ? null : (
        <li>
          <span className="sy-swatch sy-free" aria-hidden />
          {t('free', { bytes: formatBytes(free) })}
        </li>
      )}
    </ul>
  );
}
