/** Draws the history into the elements of a chart, outside of React: on opening, and after each sample. */
import { useComputedColorScheme } from '@mantine/core';
import { type RefObject, useEffect, useRef } from 'react';
import { gpuHistoryWords } from '../../../shared/words/en/gpus/history.ts';
import { words } from '../../../shared/words/words.ts';
import { formatTime } from '../../format/time.ts';
import { scheduleOnFrame } from '../../state/frame-queue.ts';
import type { ChartProps } from './chart-props.ts';
import { describeColumn, isEmpty } from './describe-column.ts';
import { createPlot, formatValue, type Plot } from './plot.ts';

const t = words(gpuHistoryWords);

const HEIGHT = 168;

interface ChartRefs {
  figure: RefObject<HTMLElement | null>;
  drawing: RefObject<HTMLDivElement | null>;
  /** The element that names the time of the values. */
  time: RefObject<HTMLDivElement | null>;
  legend: RefObject<HTMLUListElement | null>;
}

/** What the two effects of a chart share. */
interface ChartState {
  plot: Plot | null;
  /** The row under the pointer, or null. */
  cursorRow: number | null;
  painter: { draw(): void; writeValues(): void } | null;
}

export function useChart(props: ChartProps): ChartRefs {
  const refs: ChartRefs = {
    figure: useRef<HTMLElement>(null),
    drawing: useRef<HTMLDivElement>(null),
    time: useRef<HTMLDivElement>(null),
    legend: useRef<HTMLUListElement>(null),
  };
  const state = useRef<ChartState>({ plot: null, cursorRow: null, painter: null }).current;
  usePlot(props, refs, state);
  usePainter(props, refs, state);
  return refs;
}

/** Creates the plot, and creates it again when something about it changes. */
function usePlot({ lines, unit, top }: ChartProps, { drawing }: ChartRefs, state: ChartState): void {
  const scheme = useComputedColorScheme();
  // The colour scheme is a dependency, because a canvas keeps the colours with which it was drawn.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const element = drawing.current;
    if (element === null) return;
    // After the dialog has been painted: measuring while it is being built would cost its layout twice.
    const cancel = scheduleOnFrame(() => {
      state.plot = createPlot(element, {
        colours: lines.map(({ colour }) => colour),
        unit,
        top: top ?? null,
        height: HEIGHT,
        onCursor(row) {
          state.cursorRow = row;
          state.painter?.writeValues();
        },
      });
      state.painter?.draw();
    });
    return () => {
      cancel();
      state.plot?.destroy();
      state.plot = null;
      state.cursorRow = null;
    };
  }, [lines, unit, top, scheme]);
}

/** Draws the history now and after each change of it, at most once per frame. */
function usePainter(props: ChartProps, refs: ChartRefs, state: ChartState): void {
  const { history, lines, unit, subject, spanText } = props;
  // biome-ignore lint/correctness/useExhaustiveDependencies: refs and state are the same in every render
  useEffect(() => {
    let cancelDraw: (() => void) | null = null;
    const writeValues = () => writeCursorValues(props, refs, state);
    const draw = () => {
      cancelDraw = null;
      drawChart(props, refs, state);
    };
    const drawOnNextFrame = () => {
      // A hidden page is drawn when it is visible again.
      if (document.hidden) return;
      cancelDraw ??= scheduleOnFrame(draw);
    };
    state.painter = { draw, writeValues };
    draw();
    const stop = history.onChange(drawOnNextFrame);
    document.addEventListener('visibilitychange', drawOnNextFrame);
    return () => {
      state.painter = null;
      stop();
      document.removeEventListener('visibilitychange', drawOnNextFrame);
      cancelDraw?.();
    };
  }, [history, lines, unit, subject, spanText]);
}

function drawChart(props: ChartProps, refs: ChartRefs, state: ChartState): void {
  const { history, lines } = props;
  const mainColumn = lines[0] === undefined ? undefined : history.column(lines[0].column);
  refs.drawing.current?.setAttribute('aria-label', describeColumn(mainColumn, props));
  if (refs.figure.current) refs.figure.current.dataset.empty = String(isEmpty(mainColumn));
  writeCursorValues(props, refs, state);
  const columns = lines.map(({ column }) => history.column(column) ?? emptyColumn(history.times.length));
  state.plot?.draw(history.times, columns, history.span);
}

const emptyColumn = (length: number) => new Array<number | null>(length).fill(null);

/** Writes the values at the pointer into the legend, or the newest ones if the pointer is elsewhere. */
function writeCursorValues(
  { history, lines, unit }: ChartProps,
  { time, legend }: ChartRefs,
  { cursorRow }: ChartState,
): void {
  const row = cursorRow ?? history.times.length - 1;
  const at = history.times[row];
  writeText(
    time.current,
    cursorRow === null || at === undefined ? t('now') : t('at', { time: formatTime(at * 1000) }),
  );
  const elements = legend.current?.querySelectorAll('[data-value]') ?? [];
  for (const [index, { column }] of lines.entries()) {
    const value = history.column(column)?.[row] ?? null;
    writeText(elements[index] ?? null, value === null ? '–' : formatValue(value, unit));
  }
}

/** Writes only a changed text, because the browser would otherwise compute its layout again. */
function writeText(element: Element | null, text: string): void {
  if (element !== null && element.textContent !== text) element.textContent = text;
}
