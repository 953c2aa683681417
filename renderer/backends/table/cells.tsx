/** The cells of the table. */
import type { ReactNode } from 'react';
import { intl } from '../../../shared/words/words.ts';
import { StatusLine } from '../../controls/status-line.tsx';
import { formatBytes, formatDuration, formatPercent } from '../../format/amounts.ts';
import { formatGpus } from '../../gpu/gpu-names.ts';
import { useGpus } from '../../gpu/use-resources.ts';
import {
  useBackendType,
  useCallState,
  useIsStale,
  useMeasuredUsage,
  useTickingText,
} from '../../panel-context.tsx';
import type { ShownBackend } from '../../state/panel-store.ts';
import type { TableColumn } from '../../state/table-state.ts';
import { Ago } from '../row/row-facts.tsx';
import { UnfoldButton } from '../row/unfold-button.tsx';
import { whyOf } from '../row/why-of.ts';

interface CellProps {
  backend: ShownBackend;
}

interface ColumnInfo {
  /** In pixels, until somebody resizes it. */
  width: number;
  Cell: (props: CellProps) => ReactNode;
  /** What a person or a program named: it runs in the direction of its own script. */
  isNamed?: boolean;
}

export const columnInfos: Record<TableColumn, ColumnInfo> = {
  status: { width: 170, Cell: StatusCell },
  title: { width: 220, Cell: UnfoldButton },
  type: { width: 170, Cell: TypeCell, isNamed: true },
  model: { width: 200, Cell: ModelCell, isNamed: true },
  gpu: { width: 130, Cell: GpuCell, isNamed: true },
  vram: { width: 80, Cell: ({ backend }) => <Usage id={backend.id} of="vram_bytes" /> },
  ram: { width: 80, Cell: ({ backend }) => <Usage id={backend.id} of="ram_bytes" /> },
  cpu: { width: 70, Cell: ({ backend }) => <Usage id={backend.id} of="cpu_percent" /> },
  used: { width: 100, Cell: ({ backend }) => <Ago at={backend.last_used_at} /> },
  up: { width: 100, Cell: UpCell },
  tags: {
    width: 140,
    Cell: ({ backend }) => backend.tags?.map((tag) => `#${tag}`).join(' ') ?? '',
    isNamed: true,
  },
  address: { width: 180, Cell: ({ backend }) => backend.address ?? '', isNamed: true },
  restarts: { width: 80, Cell: ({ backend }) => intl.number().format(backend.restarts) },
};

function StatusCell({ backend }: CellProps) {
  const { pending } = useCallState(backend.id);
  return <StatusLine backend={backend} pending={pending} stale={useIsStale()} isShort />;
}

function TypeCell({ backend }: CellProps) {
  return useBackendType(backend.type)?.name ?? backend.type;
}

/** Where there is none, why not: one that has failed has no model. */
function ModelCell({ backend }: CellProps) {
  const why = backend.current_model ? null : whyOf(backend);
  return why === null ? (
    (backend.current_model ?? '')
  ) : (
    <span className="sy-row-detail" data-why title={why}>
      {why}
    </span>
  );
}

function GpuCell({ backend }: CellProps) {
  const gpus = useGpus();
  return backend.gpu === undefined || backend.gpu.length === 0 ? '' : formatGpus(backend.gpu, gpus);
}

/** It changes with every sample; the rest of the row does not render for that. */
function Usage({ id, of }: { id: number; of: 'vram_bytes' | 'ram_bytes' | 'cpu_percent' }) {
  const value = useMeasuredUsage(id)?.[of];
  if (value === undefined) return '';
  return of === 'cpu_percent' ? formatPercent(value) : formatBytes(value);
}

function UpCell({ backend: { phase, started_at: startedAt } }: CellProps) {
  const isUp = phase === 'running' || phase === 'idle';
  return isUp && startedAt !== undefined ? <Up since={Date.parse(startedAt)} /> : '';
}

/** Nothing while nobody knows how long that is. */
function Up({ since }: { since: number }) {
  const text = useTickingText((now) => formatDuration(now - since));
  return useIsStale() ? '' : text;
}
