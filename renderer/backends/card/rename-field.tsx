/** The title of a backend, edited in place: Enter and leaving it save, Escape leaves it as it was. */
import { TextInput } from '@mantine/core';
import { useLayoutEffect, useRef, useState } from 'react';
import { MAX_TITLE_LENGTH } from '../../../shared/limits.ts';
import { backendCardWords } from '../../../shared/words/en/backends/card.ts';
import { words } from '../../../shared/words/words.ts';
import { usePanelServices } from '../../panel-context.tsx';

const t = words(backendCardWords);

export function RenameField({ id, title }: { id: number; title: string }) {
  const { actions, view } = usePanelServices();
  const [text, setText] = useState(title);
  const input = useRef<HTMLInputElement>(null);
  // Before anything else is typed: the letters would be keys of the card.
  useLayoutEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  const isOver = useRef(false);
  const end = (isSaved: boolean) => {
    if (isOver.current) return;
    isOver.current = true;
    view.setState({ renaming: null });
    if (isSaved && text.trim() !== title.trim()) void actions.rename(id, text.trim());
  };
  return (
    <TextInput
      ref={input}
      size="xs"
      className="sy-rename"
      aria-label={t('title')}
      maxLength={MAX_TITLE_LENGTH}
      value={text}
      onChange={({ currentTarget }) => setText(currentTarget.value)}
      onBlur={() => end(true)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return;
        event.preventDefault();
        event.stopPropagation();
        end(event.key === 'Enter');
      }}
    />
  );
}
