/** The instances of a backend that starts them on demand: how many there are, what is wanted, and what comes next. */
import type { ScaleState } from '../../../../shared/scale-out.ts';
import { scaleTexts } from '../../../format/scale-text.ts';
import { useTickingText } from '../../../panel-context.tsx';
import './card-scale.css';
import { backendCardWords } from '../../../../shared/words/en/backends/card.ts';
import { words } from '../../../../shared/words/words.ts';

const t = words(backendCardWords);

export function CardScale({ scale }: { scale: ScaleState | undefined }) {
  const text = useTickingText((now) => (scale === undefined ? '' : scaleTexts(scale, now).join('\n')));
  if (text === '') return null;
  const [first, ...others] = text.split('\n');
  return (
    <section className="sy-scale" aria-label={t('instances')}>
      <p className="sy-scale-count">{first}</p>
      {others.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </section>
  );
}
