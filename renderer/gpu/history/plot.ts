/** Draws lines over time on a canvas with uPlot, in the style of the panel. */
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { formatBytes, formatPercent } from '../../format/amounts.ts';
import { formatTime } from '../../format/time.ts';
import type { ColourVariable } from '../backend-colour.ts';
import type { Column } from './history-columns.ts';

export type Unit = 'bytes' | 'percent';

export const formatValue = (value: number, unit: Unit): string =>
  unit === 'bytes' ? formatBytes(value) : formatPercent(value);

export interface PlotOptions {
  colours: readonly ColourVariable[];
  unit: Unit;
  /** The upper end of the scale; null if it follows the data. */
  top: number | null;
  height: number;
  /** Called with the row under the pointer, or null when the pointer has left. */
  onCursor(row: number | null): void;
}

export interface Plot {
  /**
   * @param columns one per colour, each as long as `times`
   * @param span seconds from the left edge to the newest sample
   */
  draw(times: number[], columns: readonly Column[], span: number): void;
  destroy(): void;
}

/** Round numbers of bytes, up to 32 TiB. */
const byteSteps = Array.from({ length: 26 }, (_, power) => 2 ** (20 + power));
const percentSteps = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000];
/** Seconds. Over a longer span there are so many points that filling the area is noticeably slow. */
const FILLED_SPAN = 3600;
/** The upper end of a scale without data. */
const defaultTop: Record<Unit, number> = { bytes: 1024 ** 3, percent: 100 };

/** A browser may refuse canvases to a page, and tests have none. */
const canDraw = (): boolean => document.createElement('canvas').getContext('2d') !== null;

/** @returns null if nothing can be drawn; the texts of the chart are shown nevertheless */
export function createPlot(element: HTMLElement, options: PlotOptions): Plot | null {
  if (!canDraw()) return null;
  // Read once, because a change of the colour scheme creates a new plot.
  const style = getComputedStyle(element);
  const colour = (name: ColourVariable) => style.getPropertyValue(name).trim();
  const { unit, top } = options;
  let shownSpan = 0;
  const axis: uPlot.Axis = {
    stroke: colour('--mantine-color-dimmed'),
    font: `11px ${style.fontFamily}`,
    grid: { stroke: colour('--sy-line'), width: 1 },
    ticks: { show: false },
  };
  const plot = new uPlot(
    {
      width: Math.max(1, element.clientWidth),
      height: options.height,
      // On the right there is space for half of a time label at the edge.
      padding: [8, 18, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { setScale: false, x: false, y: false }, points: { size: 6 } },
      scales: {
        x: { time: true, range: (_, _min, newest) => rangeOfSpan(newest, shownSpan) },
        y: {
          range: (_, _min, highest) => [0, top ?? Math.max(1, (highest ?? 0) * 1.08 || defaultTop[unit])],
        },
      },
      axes: [
        { ...axis, size: 24, values: (_, moments) => moments.map((seconds) => formatTime(seconds * 1000)) },
        {
          ...axis,
          size: (_, labels) => axisWidth(labels ?? []),
          incrs: unit === 'bytes' ? byteSteps : percentSteps,
          values: (_, values) => values.map((value) => formatAxisLabel(value, unit)),
        },
      ],
      series: [
        {},
        ...options.colours.map((name, index) => ({
          stroke: colour(name),
          // Without a GPU, wider lines and a filled line with many points take the browser a tenth of a second.
          width: 1,
          // The first line is the whole. The others are parts of it.
          ...(index === 0
            ? { fill: () => (shownSpan <= FILLED_SPAN ? `${colour(name)}1c` : 'transparent') }
            : {}),
          points: { show: false },
        })),
      ],
      hooks: { setCursor: [({ cursor }) => options.onCursor(cursor.idx ?? null)] },
    },
    [[], ...options.colours.map(() => [])],
    element,
  );
  // A dialog grows while it opens, so the position that uPlot measured is out of date.
  plot.over.addEventListener('mouseenter', () => plot.syncRect());
  const observer = new ResizeObserver(([entry]) => {
    const width = Math.floor(entry?.contentRect.width ?? 0);
    if (width > 0 && width !== plot.width) plot.setSize({ width, height: options.height });
  });
  observer.observe(element);
  return {
    draw(times, columns, span) {
      shownSpan = span;
      plot.setData([times, ...columns]);
    },
    destroy() {
      observer.disconnect();
      plot.destroy();
    },
  };
}

function rangeOfSpan(newest: number | null, span: number): [number, number] {
  const end = newest ?? Date.now() / 1000;
  return [end - span, end];
}

/** Without decimal places, because the labels are round numbers: `8 GiB`. */
const formatAxisLabel = (value: number, unit: Unit): string =>
  value === 0 ? '0' : formatValue(value, unit).replace(/[.,٫][0٠](\s)/u, '$1');

/** Room for the labels beside an axis. It is the same for most, so that the charts stand exactly below each other. */
const axisWidth = (labels: readonly string[]): number =>
  Math.max(62, 12 + 6 * Math.max(0, ...labels.map(({ length }) => length)));
