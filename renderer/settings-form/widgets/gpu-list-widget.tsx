/** Graphics cards to choose from, where it is known which there are; else, or where the text says more, the text itself. */
import { Button, Checkbox, Input } from '@mantine/core';
import { useState } from 'react';
import { formatBytes } from '../../format/amounts.ts';
import { gpuTitle, shortGpuName } from '../../gpu/gpu-names.ts';
import type { GpuInfo } from '../../gpu/resources-store.ts';
import { useGpus } from '../../gpu/use-resources.ts';
import { type GpuChoice, readGpuChoice, type WrittenAs, writeGpuChoice } from '../gpu-choice.ts';
import { asText, type WidgetProps } from '../widget-kinds.ts';
import { controlProps } from './text-widgets.tsx';

/** The preference that keeps cards from all workers. It names them by UUID, for it outlives their order. */
const EXCLUSION = 'ExcludedGpus';

export function GpuListWidget(props: WidgetProps) {
  const cards = useGpus();
  const text = asText(props.raw);
  const choice = readGpuChoice(text, cards);
  // Once one types, the text stays a text: it must not turn into a list at the keystroke that makes it a valid one.
  const [asked, setAsked] = useState<'list' | 'text' | null>(null);
  if (cards.length === 0) return <GpuText {...props} />;
  if (choice === null || asked === 'text')
    return (
      <div className="sy-gpu-choice">
        <GpuText
          {...props}
          onChange={(raw) => {
            setAsked('text');
            props.onChange(raw);
          }}
        />
        {choice === null ? null : (
          <WaySwitch disabled={props.disabled} onClick={() => setAsked('list')}>
            Choose from the list
          </WaySwitch>
        )}
      </div>
    );
  return (
    <div className="sy-gpu-choice">
      <GpuBoxes props={props} cards={cards} choice={choice} />
      <WaySwitch disabled={props.disabled} onClick={() => setAsked('text')}>
        Write it as text
      </WaySwitch>
    </div>
  );
}

function GpuText(props: WidgetProps) {
  return (
    <Input
      {...controlProps(props)}
      className="sy-gpu-text"
      value={asText(props.raw)}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}

function WaySwitch({
  children,
  disabled,
  onClick,
}: {
  children: string;
  disabled: boolean;
  onClick: () => void;
}) {
  return (
    <Button size="compact-xs" variant="subtle" disabled={disabled} onClick={onClick}>
      {children}
    </Button>
  );
}

function GpuBoxes({
  props: { id, info, onChange, describedBy, disabled },
  cards,
  choice,
}: {
  props: WidgetProps;
  cards: readonly GpuInfo[];
  choice: GpuChoice;
}) {
  const isExclusion = info.name === EXCLUSION;
  const writtenAs: WrittenAs = isExclusion ? 'uuid' : 'id';
  const toggle = (card: number) => onChange(writeGpuChoice(choice, card, cards, writtenAs));
  const isEmpty = choice.chosen.size === 0 && choice.missing.length === 0;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend, and the label stands above already
    <div
      id={id}
      className="sy-gpu-boxes"
      role="group"
      aria-labelledby={`${id}-label`}
      aria-describedby={describedBy}
    >
      {cards.map((card) => {
        const checked = choice.chosen.has(card.id);
        const isKeptAway = card.excluded && !isExclusion;
        return (
          <Checkbox
            key={card.uuid}
            size="xs"
            label={isKeptAway ? `${cardInWords(card)}, excluded in Preferences` : cardInWords(card)}
            checked={checked}
            // One that was chosen before it was excluded can still be let go of.
            disabled={disabled || (isKeptAway && !checked)}
            onChange={() => toggle(card.id)}
          />
        );
      })}
      {choice.missing.map((number) => (
        <Checkbox
          key={number}
          size="xs"
          label={`GPU ${number} (not found)`}
          checked
          disabled={disabled}
          onChange={() => toggle(number)}
        />
      ))}
      {isEmpty ? <div className="sy-small">{emptyInWords(isExclusion, cards)}</div> : null}
    </div>
  );
}

/** `GPU 0 · RTX 4090 (24.0 GiB)`. */
const cardInWords = ({ id, name, totalMemory }: GpuInfo): string => {
  const title = gpuTitle({ id, name: shortGpuName(name) });
  return totalMemory === null ? title : `${title} (${formatBytes(totalMemory)})`;
};

function emptyInWords(isExclusion: boolean, cards: readonly GpuInfo[]): string {
  if (isExclusion) return 'None is chosen: none is excluded.';
  return cards.some(({ excluded }) => excluded)
    ? 'None is chosen: it may use all that are not excluded.'
    : 'None is chosen: it may use all of them.';
}
