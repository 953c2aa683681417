/** Chooses GPUs from a list. The text itself is edited if the GPUs are not known, or if it contains anything else. */

import { Button, Checkbox, Input } from '@mantine/core';
import { useState } from 'react';
import { settingsFormWords } from '../../../shared/words/en/settings/settings-form.ts';
import { words } from '../../../shared/words/words.ts';
import { formatBytes } from '../../format/amounts.ts';
import { formatGpuTitle, shortenGpuName } from '../../gpu/gpu-names.ts';
import type { GpuInfo } from '../../gpu/resources-store.ts';
import { useGpus } from '../../gpu/use-resources.ts';
import { asText, type WidgetProps } from '../widget-kinds.ts';
import { type GpuChoice, type GpuNotation, readGpuChoice, writeGpuChoice } from './gpu-choice.ts';
import { controlProps } from './text-widgets.tsx';

const t = words(settingsFormWords);

/** The preference that excludes GPUs from all workers. It names them by UUID, because their order may change. */
const EXCLUSION_SETTING = 'ExcludedGpus';

export function GpuListWidget(props: WidgetProps) {
  const gpus = useGpus();
  const text = asText(props.raw);
  const choice = readGpuChoice(text, gpus);
  // After an edit of the text it stays a text, even if the edit makes it valid for the list.
  const [chosenView, setChosenView] = useState<'list' | 'text' | null>(null);
  if (gpus.length === 0) return <GpuText {...props} />;
  if (choice === null || chosenView === 'text')
    return (
      <div className="sy-gpu-choice">
        <GpuText
          {...props}
          onChange={(raw) => {
            setChosenView('text');
            props.onChange(raw);
          }}
        />
        {choice === null ? null : (
          <ViewSwitch disabled={props.disabled} onClick={() => setChosenView('list')}>
            {t('chooseFromList')}
          </ViewSwitch>
        )}
      </div>
    );
  return (
    <div className="sy-gpu-choice">
      <GpuBoxes props={props} gpus={gpus} choice={choice} />
      <ViewSwitch disabled={props.disabled} onClick={() => setChosenView('text')}>
        {t('enterAsText')}
      </ViewSwitch>
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

function ViewSwitch({
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
  gpus,
  choice,
}: {
  props: WidgetProps;
  gpus: readonly GpuInfo[];
  choice: GpuChoice;
}) {
  const isExclusion = info.name === EXCLUSION_SETTING;
  const notation: GpuNotation = isExclusion ? 'uuid' : 'id';
  const toggle = (id: number) => onChange(writeGpuChoice(choice, id, gpus, notation));
  const isEmpty = choice.chosen.size === 0 && choice.missing.length === 0;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend, but there is a label already
    <div
      id={id}
      className="sy-gpu-boxes"
      role="group"
      aria-labelledby={`${id}-label`}
      aria-describedby={describedBy}
    >
      {gpus.map((gpu) => {
        const checked = choice.chosen.has(gpu.id);
        const isExcluded = gpu.excluded && !isExclusion;
        return (
          <Checkbox
            key={gpu.uuid}
            size="xs"
            label={isExcluded ? t('gpuExcluded', { gpuOption: formatGpuOption(gpu) }) : formatGpuOption(gpu)}
            checked={checked}
            // A GPU that was chosen before it was excluded can still be deselected.
            disabled={disabled || (isExcluded && !checked)}
            onChange={() => toggle(gpu.id)}
          />
        );
      })}
      {choice.missing.map((number) => (
        <Checkbox
          key={number}
          size="xs"
          label={t('gpuNotFound', { number })}
          checked
          disabled={disabled}
          onChange={() => toggle(number)}
        />
      ))}
      {isEmpty ? <div className="sy-small">{describeEmptyChoice(isExclusion, gpus)}</div> : null}
    </div>
  );
}

/** `GPU 0 · RTX 4090 (24.0 GiB)`. */
const formatGpuOption = ({ id, name, totalMemory }: GpuInfo): string => {
  const title = formatGpuTitle({ id, name: shortenGpuName(name) });
  return totalMemory === null
    ? title
    : t('gpuWithMemory', { gpuOption: title, bytes: formatBytes(totalMemory) });
};

function describeEmptyChoice(isExclusion: boolean, gpus: readonly GpuInfo[]): string {
  if (isExclusion) return t('noGpuExcluded');
  return gpus.some(({ excluded }) => excluded) ? t('anyGpuNotExcluded') : t('anyGpu');
}
