/**
 * A chart of lines over time, with a caption and a legend that shows the values. Its label says the same in a sentence for
 * those who cannot see it. React renders the frame only; samples go directly to the canvas and the texts.
 */
import { useId } from 'react';
import { Swatch } from '../swatch.tsx';
import type { ChartProps } from './chart-props.ts';
import { useChart } from './use-chart.ts';
import './chart.css';
import { gpuHistoryWords } from '../../../shared/words/en/gpus/history.ts';
import { words } from '../../../shared/words/words.ts';

const t = words(gpuHistoryWords);

export function Chart(props: ChartProps) {
  const { caption, lines } = props;
  const id = useId();
  const { figure, drawing, time, legend } = useChart(props);
  return (
    <figure className="sy-chart" ref={figure} aria-labelledby={id}>
      <figcaption id={id}>{caption}</figcaption>
      <div className="sy-chart-drawing" role="img" ref={drawing} />
      <p className="sy-chart-empty">{t('nothing')}</p>
      <div className="sy-chart-moment" ref={time} />
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
