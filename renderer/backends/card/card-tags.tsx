import { memo, useState } from 'react';
import { backendCardWords } from '../../../shared/words/en/backends/card.ts';
import { words } from '../../../shared/words/words.ts';
import { quoteValue } from '../../filter/parse-filter.ts';
import { usePanelServices } from '../../panel-context.tsx';

const t = words(backendCardWords);

/** More tags are shown only on request, so that one card does not push the others out of sight. */
const MAX_SHOWN = 6;

/** The tags of a backend. Pressing one shows all backends with this tag. */
export const CardTags = memo(function CardTags({ tags }: { tags: readonly string[] | undefined }) {
  const { view } = usePanelServices();
  const [isExpanded, setIsExpanded] = useState(false);
  if (tags === undefined || tags.length === 0) return null;
  // One more is shown rather than a button that stands for it alone.
  const canCollapse = tags.length > MAX_SHOWN + 1;
  const shown = canCollapse && !isExpanded ? tags.slice(0, MAX_SHOWN) : tags;
  return (
    <div className="sy-tags">
      {shown.map((tag) => (
        <button
          key={tag}
          type="button"
          className="sy-tag"
          title={t('showTag', { tag })}
          onClick={() => view.setState({ filterText: `#${quoteValue(tag)}` })}
        >
          <bdi>#{tag}</bdi>
        </button>
      ))}
      {canCollapse ? (
        <button
          type="button"
          className="sy-tag sy-tag-more"
          aria-expanded={isExpanded}
          onClick={() => setIsExpanded(!isExpanded)}
        >
          {isExpanded ? t('fewerTags') : t('moreTags', { count: tags.length - MAX_SHOWN })}
        </button>
      ) : null}
    </div>
  );
});
