/** The children of a parent. They can be switched, restarted and asked to free memory here; their settings are changed at their own instance. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ChildBackend } from '../../../../shared/backend.ts';
import { usePanelServices } from '../../../panel-context.tsx';
import { ChildRow } from './child-row.tsx';
import './card-children.css';
import { backendCardWords } from '../../../../shared/words/en/backends/card.ts';
import { words } from '../../../../shared/words/words.ts';

const t = words(backendCardWords);

/** More children are shown only on request, so that one card does not fill the page. */
const MAX_SHOWN = 6;

export function CardChildren({ childBackends }: { childBackends: readonly ChildBackend[] }) {
  const { open } = usePanelServices();
  const [isExpanded, setIsExpanded] = useState(false);
  if (childBackends.length === 0) return null;
  const shown = isExpanded ? childBackends : childBackends.slice(0, MAX_SHOWN);
  return (
    <section className="sy-children" aria-label={t('children')}>
      <ul>
        {shown.map((child) => (
          <ChildRow key={child.id} child={child} />
        ))}
      </ul>
      {childBackends.length > MAX_SHOWN ? (
        <Button
          size="compact-xs"
          variant="subtle"
          className="sy-quiet-button"
          aria-expanded={isExpanded}
          onClick={() => setIsExpanded(!isExpanded)}
        >
          {isExpanded ? t('showFewer') : t('showAll', { count: childBackends.length })}
        </Button>
      ) : null}
      <Button
        size="compact-xs"
        variant="subtle"
        className="sy-quiet-button"
        onClick={() => open({ kind: 'fleet' })}
      >
        {t('showByComputer')}
      </Button>
    </section>
  );
}
