import { memo } from 'react';
import { usePanelServices } from '../../panel-context.tsx';

/** The tags of a backend. Pressing one shows all backends with this tag. */
export const CardTags = memo(function CardTags({ tags }: { tags: readonly string[] | undefined }) {
  const { view } = usePanelServices();
  if (tags === undefined || tags.length === 0) return null;
  return (
    <div className="sy-tags">
      {tags.map((tag) => (
        <button
          key={tag}
          type="button"
          className="sy-tag"
          title={`Show all with the tag ${tag}`}
          onClick={() => view.setState({ filterText: `#${tag}` })}
        >
          #{tag}
        </button>
      ))}
    </div>
  );
});
