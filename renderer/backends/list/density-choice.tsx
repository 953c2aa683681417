/** Chooses how densely the list shows its backends, for windows of the present size. */
import { LayoutGrid, MemoryStick, Rows3, Table2 } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { backendListWords } from '../../../shared/words/en/backends/list.ts';
import { words } from '../../../shared/words/words.ts';
import { listStep } from '../../controls/focus/inline-step.ts';
import { usePanelServices } from '../../panel-context.tsx';
import { chooseDensity, type Density, densities, type WindowSize } from '../../state/list-state.ts';

const t = words(backendListWords);

const shownAs = {
  cards: { label: 'cards', icon: <LayoutGrid size={15} aria-hidden /> },
  rows: { label: 'rows', icon: <Rows3 size={15} aria-hidden /> },
  table: { label: 'table', icon: <Table2 size={15} aria-hidden /> },
  lanes: { label: 'lanes', icon: <MemoryStick size={15} aria-hidden /> },
} as const satisfies Record<Density, { label: string; icon: ReactNode }>;

export function DensityChoice({ size, density }: { size: WindowSize; density: Density }) {
  const { list } = usePanelServices();
  const choose = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = listStep(event.key, event.currentTarget);
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const next = densities[(densities.indexOf(density) + step + densities.length) % densities.length];
    if (next === undefined) return;
    chooseDensity(list, size, next);
    event.currentTarget.querySelector<HTMLElement>(`[data-density="${next}"]`)?.focus();
  };
  return (
    <div role="radiogroup" aria-label={t('showAs')} className="sy-density" onKeyDown={choose}>
      {densities.map((one) => (
        // biome-ignore lint/a11y/useSemanticElements: a button with an icon, of which one is chosen
        <button
          key={one}
          type="button"
          role="radio"
          aria-checked={one === density}
          aria-label={t(shownAs[one].label)}
          title={t(shownAs[one].label)}
          tabIndex={one === density ? 0 : -1}
          data-density={one}
          onClick={() => chooseDensity(list, size, one)}
        >
          {shownAs[one].icon}
        </button>
      ))}
    </div>
  );
}
