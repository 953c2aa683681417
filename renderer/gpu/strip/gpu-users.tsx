/** A table of the backends that use the VRAM of a GPU now, with a button that frees it. */
import { VisuallyHidden } from '@mantine/core';
import { MemoryStick } from 'lucide-react';
import { memo } from 'react';
import type { Gpu } from '../../../shared/resources.ts';
import { ActionButton } from '../../controls/action-button.tsx';
import { ErrorMessage } from '../../controls/messages/error-message.tsx';
import { ResultMessage } from '../../controls/messages/result-message.tsx';
import { formatBytes, formatPercent } from '../../format/amounts.ts';
import { freeBlockedReason } from '../../format/blocked-reasons.ts';
import { formatNamed } from '../../format/reasons.ts';
import { useBackendName } from '../../format/use-display-names.ts';
import {
  useBackend,
  useBlockedReason,
  useCallState,
  useMay,
  usePanelServices,
} from '../../panel-context.tsx';
import { backendColour } from '../backend-colour.ts';
import { type BackendShare, sharesOf } from '../gpu-shares.ts';
import { Swatch } from '../swatch.tsx';
import { useBackendUsage } from '../use-resources.ts';
import './gpu-users.css';
import { gpuHistoryWords } from '../../../shared/words/en/gpus/history.ts';
import { words } from '../../../shared/words/words.ts';

const t = words(gpuHistoryWords);

export function GpuUsers({ gpu }: { gpu: Gpu }) {
  const { backends, others, free } = sharesOf(gpu);
  return (
    <div className="sy-gpu-users">
      <table>
        <caption>{t('usedBy')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('backend')}</th>
            <th scope="col">{t('vram')}</th>
            <th scope="col">{t('ram')}</th>
            <th scope="col">{t('cpu')}</th>
            <th>
              <VisuallyHidden>{t('actions')}</VisuallyHidden>
            </th>
          </tr>
        </thead>
        <tbody>
          {backends.map((share) => (
            <UserRow key={share.id} share={share} />
          ))}
          {others === null || others === 0 ? null : (
            <RestRow swatch="sy-hatched" label={t('others')} bytes={others} />
          )}
          {free === null ? null : <RestRow swatch="sy-free" label={t('free')} bytes={free} />}
        </tbody>
      </table>
      {backends.map(({ id }) => (
        <UserMessages key={id} id={id} />
      ))}
    </div>
  );
}

function UserRow({ share: { id, bytes, isByEngine } }: { share: BackendShare }) {
  const name = useBackendName(id);
  return (
    <tr>
      <th scope="row">
        <Swatch colour={backendColour(id)} />
        {name}
      </th>
      <td>
        {formatBytes(bytes)}
        {isByEngine ? <div className="sy-small">{t('byEngine')}</div> : null}
      </td>
      <UsageCells id={id} />
      <td>
        <FreeButton id={id} name={name} />
      </td>
    </tr>
  );
}

/** Cells that change with every sample, apart from the button beside them. */
function UsageCells({ id }: { id: number }) {
  const usage = useBackendUsage(id);
  return (
    <>
      <td>{usage?.ram_bytes === undefined ? '–' : formatBytes(usage.ram_bytes)}</td>
      <td>{usage?.cpu_percent === undefined ? '–' : formatPercent(usage.cpu_percent)}</td>
    </>
  );
}

function RestRow({ swatch, label, bytes }: { swatch: string; label: string; bytes: number }) {
  return (
    <tr className="sy-gpu-rest">
      <th scope="row">
        <span className={`sy-swatch ${swatch}`} aria-hidden />
        {label}
      </th>
      <td>{formatBytes(bytes)}</td>
      <td colSpan={3} />
    </tr>
  );
}

const FreeButton = memo(function FreeButton({ id, name }: { id: number; name: string }) {
  const { actions } = usePanelServices();
  const backend = useBackend(id);
  const may = useMay('FreeBackendMemory');
  const blocked = useBlockedReason('FreeBackendMemory');
  const { pending } = useCallState(id);
  if (backend === undefined || !may) return null;
  return (
    <ActionButton
      size="compact-xs"
      variant="default"
      className="sy-free-button"
      leftSection={<MemoryStick size={13} aria-hidden />}
      aria-label={t('freeVramOf', { name })}
      blocked={blocked ?? freeBlockedReason(backend)}
      pending={pending.includes('free')}
      onClick={() => void actions.freeMemory(id, false)}
    >
      {t('freeVram')}
    </ActionButton>
  );
});

/** The error or the result of freeing. It is shown here as well, because the card is behind the dialog. */
function UserMessages({ id }: { id: number }) {
  const { actions } = usePanelServices();
  const name = useBackendName(id);
  const { failure, result } = useCallState(id);
  return (
    <>
      {failure ? (
        <ErrorMessage
          failure={{ ...failure, action: formatNamed(name, failure.action) }}
          onClose={() => actions.clear(id)}
        />
      ) : null}
      {result ? (
        <ResultMessage
          result={{ ...result, text: formatNamed(name, result.text) }}
          onClose={() => actions.clear(id)}
        />
      ) : null}
    </>
  );
}
