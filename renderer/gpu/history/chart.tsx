/**
 * Lines over time: a figure with its caption, a legend that tells the values, and the same in a sentence for those who
 * cannot see it. React draws the frame; samples go to canvas and texts directly, however many come.
 */
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useId, useRef } from 'react';
import { formatTime } from '../../format/time.ts';
import { scheduleOnFrame } from '../../state/frame-queue.ts';
import type { ColourVariable } from '../backend-colour.ts';
import { Swatch } from '../swatch.tsx';
import type { Column, ColumnName, HistoryColumns } from './history-columns.ts';
import { createPlot, formatMeasured, type Measure, type Plot } from './plot.ts';
import './chart.css';

export interface ChartLine {
  column: ColumnName;
  label: string;
  colour: ColourVariable;
}

interface ChartProps {
  /** What stands above it: `Memory`. */
  caption: string;
  /** What its sentence begins with: `Memory of GPU 0`. */
  subject: string;
  history: HistoryColumns;
  /** How long that is: `15 minutes`. */
  spanWords: string;
  /** The first is what the chart is about. The same array as long as nothing about it is different. */
  lines: readonly ChartLine[];
  measure: Measure;
  /** Upper end of the scale, where that is given. */
  top?: number | undefined;
}

const HEIGHT = 168;

export function Chart({ caption, subject, history, spanWords, lines, measure, top }: ChartProps) {
  const id = useId();
  const figure = useRef<HTMLElement>(null);
  const drawing = useRef<HTMLDivElement>(null);
  const legend = useRef<HTMLUListElement>(null);
  const moment = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme();

  const plot = useRef<Plot | null>(null);
  const pointedAt = useRef<number | null>(null);
  const current = useRef<{ draw(): void; writeValues(): void } | null>(null);

  // The colour scheme stands in the dependencies, for a canvas keeps the colours it was drawn in.
  // biome-ignore lint/correctness/useExhaustiveDependencies: as said above
  useEffect(() => {
    const element = drawing.current;
    if (element === null) return;
    // Once the dialog itself is on the page: to measure while it is being built costs the layout of everything twice.
    const cancel = scheduleOnFrame(() => {
      plot.current = createPlot(element, {
        colours: lines.map(({ colour }) => colour),
        measure,
        top: top ?? null,
        height: HEIGHT,
        onCursor(row) {
          pointedAt.current = row;
          current.current?.writeValues();
        },
      });
      current.current?.draw();
    });
    return () => {
      cancel();
      plot.current?.destroy();
      plot.current = null;
      pointedAt.current = null;
    };
  }, [lines, measure, top, scheme]);

  useEffect(() => {
    let cancelDraw: (() => void) | null = null;
    const columns = () =>
      lines.map(({ column }) => history.column(column) ?? emptyColumn(history.times.length));

    const writeValues = () => {
      const row = pointedAt.current ?? history.times.length - 1;
      const time = history.times[row];
      writeText(
        moment.current,
        pointedAt.current === null || time === undefined ? 'Now' : `At ${formatTime(time * 1000)}`,
      );
      const values = legend.current?.querySelectorAll('[data-value]') ?? [];
      for (const [index, { column }] of lines.entries()) {
        const value = history.column(column)?.[row] ?? null;
        writeText(values[index] ?? null, value === null ? '–' : formatMeasured(value, measure));
      }
    };

    const draw = () => {
      cancelDraw = null;
      const main = lines[0] === undefined ? undefined : history.column(lines[0].column);
      const words = describeColumn(main, measure);
      drawing.current?.setAttribute('aria-label', `${subject} in the last ${spanWords}: ${words}`);
      if (figure.current) figure.current.dataset.empty = String(words === NOTHING);
      writeValues();
      plot.current?.draw(history.times, columns(), history.span);
    };
    const drawSoon = () => {
      // Nobody looks; it is drawn anew once somebody does.
      if (document.hidden) return;
      cancelDraw ??= scheduleOnFrame(draw);
    };

    current.current = { draw, writeValues };
    draw();
    const stop = history.onChange(drawSoon);
    document.addEventListener('visibilitychange', drawSoon);
    return () => {
      current.current = null;
      stop();
      document.removeEventListener('visibilitychange', drawSoon);
      cancelDraw?.();
    };
  }, [history, lines, measure, subject, spanWords]);

  return (
    <figure className="sy-chart" ref={figure} aria-labelledby={id}>
      <figcaption id={id}>{caption}</figcaption>
      <div className="sy-chart-drawing" role="img" ref={drawing} />
      <p className="sy-chart-empty">Nothing is known of it in this time.</p>
      <div className="sy-chart-moment" ref={moment} />
      <ul className="sy-chart-legend" ref={legend}>
        {lines.map(({ column, label, colour }) => (
          <li key={column}>
            <Swatch colour={colour} />
            {label} <span data-value />
          </li>
        ))}
      </ul>
    </figure>
  );
}

const emptyColumn = (length: number): Column => new Array<number | null>(length).fill(null);

const NOTHING = 'nothing is known';

/** `now 17.2 GiB, lowest 3.0 GiB, highest 22.1 GiB`. */
function describeColumn(column: Column | undefined, measure: Measure): string {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const value of column ?? []) {
    if (value === null) continue;
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  if (lowest > highest) return NOTHING;
  const last = column?.at(-1) ?? null;
  const now = last === null ? 'now not known' : `now ${formatMeasured(last, measure)}`;
  return `${now}, lowest ${formatMeasured(lowest, measure)}, highest ${formatMeasured(highest, measure)}`;
}

/** Only what differs: writing the same text again would have the browser lay it out again. */
function writeText(element: Element | null, text: string): void {
  if (element !== null && element.textContent !== text) element.textContent = text;
}
