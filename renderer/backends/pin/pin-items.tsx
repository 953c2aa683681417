/** The items of a menu that pin a backend to a GPU. Of many GPUs one is chosen in a dialog, so that the menu stays short. */

import { Menu } from '@mantine/core';
import { Pin, PinOff } from 'lucide-react';
import { lanesWords } from '../../../shared/words/en/gpus/lanes.ts';
import { words } from '../../../shared/words/words.ts';
import { formatBytes } from '../../format/amounts.ts';
import { gpuSettingOf } from '../../gpu/chosen-gpus.ts';
import { useGpus, useResources } from '../../gpu/use-resources.ts';
import {
  useBackend,
  useBackendType,
  useBlockedReason,
  usePanelServices,
  usePanelState,
} from '../../panel-context.tsx';
import { askPin, isPinnedTo, pinTargets } from './pin-backend.ts';

const t = words(lanesWords);

const MAX_LISTED_GPUS = 3;

export function PinItems({ id }: { id: number }) {
  const services = usePanelServices();
  const backend = useBackend(id);
  const type = useBackendType(backend?.type ?? '');
  const types = usePanelState((state) => state.types);
  const blocked = useBlockedReason('EditBackend');
  const gpus = useGpus();
  if (backend === undefined || gpuSettingOf(type) === undefined || gpus.length === 0) return null;
  const targets = pinTargets(gpus);
  return (
    <>
      <Menu.Divider />
      {gpus.length > MAX_LISTED_GPUS ? (
        <Menu.Item
          leftSection={<Pin size={15} aria-hidden />}
          disabled={blocked !== null}
          onClick={() => services.open({ kind: 'pin', id })}
        >
          {t('pinFromMany')}
        </Menu.Item>
      ) : (
        targets
          .filter(({ gpu }) => !isPinnedTo(backend, gpu, { types, gpus }))
          .map(({ gpu, label }) => (
            <Menu.Item
              key={label}
              leftSection={gpu === null ? <PinOff size={15} aria-hidden /> : <Pin size={15} aria-hidden />}
              disabled={blocked !== null}
              onClick={() => askPin(services, id, gpu)}
            >
              {label}
              {gpu === null ? null : <FreeMemory gpu={gpu} />}
            </Menu.Item>
          ))
      )}
    </>
  );
}

function FreeMemory({ gpu }: { gpu: number }) {
  const free = useResources(({ gpus }) => gpus.get(gpu)?.free_memory);
  return free === undefined ? null : (
    <span className="sy-small"> {t('freeInBrackets', { bytes: formatBytes(free) })}</span>
  );
}
