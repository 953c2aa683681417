/** Says that something is being read, to the eye and to a screen reader. */
import { Loader } from '@mantine/core';
import './loading-note.css';

/** @param text such as “Reading the folder…” */
export function LoadingNote({ text }: { text: string }) {
  return (
    <div className="sy-loading-note" role="status">
      <Loader size="xs" aria-hidden />
      {text}
    </div>
  );
}
