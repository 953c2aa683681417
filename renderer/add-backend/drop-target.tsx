/**
 * A model or the folder of an engine that is dragged onto the page. The browser tells the page only its name, and not its path.
 * So the host is asked what it has found under that name. The form opens filled with that; nothing is added before it is saved.
 */

import { notifications } from '@mantine/notifications';
import { useEffect, useState } from 'react';
import { addBackendWords } from '../../shared/words/en/backends/add-backend.ts';
import { words } from '../../shared/words/words.ts';
import { useMay, usePanelServices, useView } from '../panel-context.tsx';
import type { PanelServices } from '../panel-services.ts';
import { findingOfModel } from '../state/finding-of-model.ts';
import type { Finding, FoundModel } from '../state/view-state.ts';
import './drop-target.css';

const t = words(addBackendWords);

interface Dropped {
  name: string;
  /** Null for a folder. */
  bytes: number | null;
}

export function DropTarget() {
  const services = usePanelServices();
  const mayAdd = useMay('AddNewBackend');
  // A dialog has its own use for what is dropped on it, or none.
  const isActive = useView(({ dialog }) => dialog === null) && mayAdd;
  const [isOver, setIsOver] = useState(false);

  useEffect(() => {
    if (!isActive) return;
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setIsOver(true);
    };
    const leave = (event: DragEvent) => {
      // Between two elements of the page, the event names the next one.
      if (event.relatedTarget === null) setIsOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setIsOver(false);
      const dropped = readDropped(event);
      if (dropped !== null) void offer(dropped, services);
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
      setIsOver(false);
    };
  }, [isActive, services]);

  return isOver ? <div className="sy-drop-target">{t('dropHere')}</div> : null;
}

/** Whether files are dragged, and not cards of the list. */
const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') ?? false;

function readDropped({ dataTransfer }: DragEvent): Dropped | null {
  const item = dataTransfer?.items[0];
  const file = dataTransfer?.files[0];
  if (file === undefined) return null;
  const isFolder = item?.webkitGetAsEntry?.()?.isDirectory === true;
  return { name: file.name, bytes: isFolder ? null : file.size };
}

/** Opens the form with what the host knows of it, or says how to go on. */
async function offer(dropped: Dropped, { client, open, leave }: PanelServices): Promise<void> {
  try {
    const found = await lookFor(dropped, client);
    if (typeof found === 'string') say(found);
    // A form may have been opened, and filled in, while the host looked.
    else leave(() => open({ kind: 'add', finding: found }));
  } catch {
    say(t('lookingForFailed', { name: dropped.name }));
  }
}

/** What the host has found under that name, or a sentence that says why there is nothing. */
async function lookFor({ name, bytes }: Dropped, client: PanelServices['client']): Promise<Finding | string> {
  if (bytes === null) {
    const { list } = await client.DiscoverBackends({});
    const finding = list.find(({ settings }) => namesFolder(settings, name));
    return finding ?? t('droppedFolderUnknown', { name });
  }
  if (!/\.gguf$/i.test(name)) return t('droppedNothingUsable', { name });
  const { list } = await client.DiscoverModels({});
  const model = list.find((one) => baseName(one.path) === name && isSizeOf(one, bytes));
  return model ? findingOfModel(model) : t('droppedModelUnknown', { name });
}

/** Whether a file of that size is the model. Of a model in several files, the path and the dropped file are its first one. */
const isSizeOf = (model: FoundModel, bytes: number): boolean =>
  /-00001-of-\d{5}\.gguf$/i.test(model.path) ? bytes <= model.bytes : bytes === model.bytes;

const baseName = (path: string): string => path.split(/[/\\]/).at(-1) ?? path;

/** Whether a setting of a finding lies in a folder with that name. */
const namesFolder = (settings: Finding['settings'], name: string): boolean =>
  Object.values(settings).some((value) => typeof value === 'string' && value.split(/[/\\]/).includes(name));

const say = (message: string): void =>
  void notifications.show({
    id: 'dropped',
    withBorder: true,
    color: 'gray',
    closeButtonProps: { 'aria-label': t('closeMessage') },
    message: t('browseInstead', { message }),
  });
