/** Draws lines over time on a canvas, outside of React: uPlot, set up the way this panel looks. */
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { formatBytes } from '../../format/amounts.ts';
import { formatTime } from '../../format/time.ts';
import type { ColourVariable } from '../backend-colour.ts';
import type { Column } from './history-columns.ts';

export type Measure = 'bytes' | 'percent';

export const formatMeasured = (value: number, measure: Measure): string =>
  measure === 'bytes' ? formatBytes(value) : `${Math.round(value)} %`;

export interface PlotOptions {
  colours: readonly ColourVariable[];
  measure: Measure;
  /** Upper end of the scale, where that is given; else it follows the data. */
  top: number | null;
  height: number;
  /** The row under the pointer, or null where it has left. */
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
/** Seconds: over a longer span there are so many points that filling is felt. */
const FILLED_SPAN = 3600;
/** What a scale reaches to while there is nothing on it. */
const emptyTop: Record<Measure, number> = { bytes: 1024 ** 3, percent: 100 };

/** Whether there is anything to draw on: a browser may refuse canvases to a page, and tests have none. */
const canDraw = (): boolean => document.createElement('canvas').getContext('2d') !== null;

/** @returns null where nothing can be drawn; what the chart says in words stays */
export function createPlot(element: HTMLElement, options: PlotOptions): Plot | null {
  if (!canDraw()) return null;
  // Once per plot: a new one is made where the colour scheme changes.
  const style = getComputedStyle(element);
  const colour = (name: ColourVariable) => style.getPropertyValue(name).trim();
  const { measure, top } = options;
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
      // On the right there is room for half of a time, which may stand at the very edge.
      padding: [8, 18, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { setScale: false, x: false, y: false }, points: { size: 6 } },
      scales: {
        x: { time: true, range: (_, _min, newest) => lastSpan(newest, shownSpan) },
        y: {
          range: (_, _min, highest) => [0, top ?? Math.max(1, (highest ?? 0) * 1.08 || emptyTop[measure])],
        },
      },
      axes: [
        { ...axis, size: 24, values: (_, moments) => moments.map((seconds) => formatTime(seconds * 1000)) },
        {
          ...axis,
          size: 62,
          incrs: measure === 'bytes' ? byteSteps : percentSteps,
          values: (_, values) => values.map((value) => axisLabel(value, measure)),
        },
      ],
      series: [
        {},
        ...options.colours.map((name, index) => ({
          stroke: colour(name),
          // Where no graphics card helps the browser, wider lines and a filled jagged one take a tenth of a second to draw.
          width: 1,
          // The first is the whole; the others are parts of it.
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
  // A dialog that opens grows into its place; what uPlot measured meanwhile is out of date.
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

function lastSpan(newest: number | null, span: number): [number, number] {
  const end = newest ?? Date.now() / 1000;
  return [end - span, end];
}

/** Without the digits that a round number does not need: `8 GiB`. */
const axisLabel = (value: number, measure: Measure): string =>
  value === 0 ? '0' : formatMeasured(value, measure).replace(/\.0 /, ' ');
