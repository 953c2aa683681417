/** All backends as a grid of cards, narrowed by the filter. Renders anew only when members of the list change. */
import { Button, Text } from '@mantine/core';
import { useShallow } from 'zustand/react/shallow';
import type { FullBackend } from '../../shared/backend.ts';
import { usePanel, usePicture, useView } from '../panel.tsx';
import type { Picture } from '../store.ts';
import { BackendCard } from './backend-card.tsx';
import { backendName, type Group, groupOf } from './status-words.ts';
import './backend-list.css';

function matches(backend: FullBackend, typeName: string | undefined, text: string): boolean {
  if (text === '') return true;
  return [
    backendName(backend, typeName),
    typeName ?? backend.type,
    `#${backend.id}`,
    backend.current_model ?? '',
    backend.address ?? '',
    backend.status,
    ...backend.features,
  ].some((field) => field.toLowerCase().includes(text));
}

function shownIds(picture: Picture, filterText: string, filterGroup: Group | null): readonly number[] {
  const text = filterText.trim().toLowerCase();
  if (text === '' && filterGroup === null) return picture.ids;
  return picture.ids.filter((id) => {
    const backend = picture.backends.get(id);
    return (
      backend !== undefined &&
      (filterGroup === null || groupOf(backend) === filterGroup) &&
      matches(backend, picture.types?.get(backend.type)?.name, text)
    );
  });
}

export function BackendList() {
  const { view } = usePanel();
  const filterText = useView((state) => state.filterText);
  const filterGroup = useView((state) => state.filterGroup);
  const total = usePicture(({ ids }) => ids.length);
  const ids = usePicture(useShallow((picture) => shownIds(picture, filterText, filterGroup)));
  const narrowed = filterText.trim() !== '' || filterGroup !== null;
  return (
    <>
      {narrowed ? (
        <div className="sy-narrowed" role="status">
          <Text size="sm" c="dimmed">
            {ids.length === 0 ? 'No backend matches' : `Showing ${ids.length} of ${total}`}
          </Text>
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => view.setState({ filterText: '', filterGroup: null })}
          >
            Show all
          </Button>
        </div>
      ) : null}
      <div className="sy-grid">
        {ids.map((id) => (
          <BackendCard key={id} id={id} />
        ))}
      </div>
    </>
  );
}
