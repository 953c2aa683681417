/** The error of a call: what failed, why, and what to do next. */

import { CloseButton } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { commonWords } from '../../../shared/words/en/common.ts';
import { words } from '../../../shared/words/words.ts';
import type { CallFailure } from '../../state/calls.ts';
import { ActionButton } from '../action-button.tsx';
import './message.css';

const t = words(commonWords);

export function ErrorMessage({
  failure,
  onClose,
  onRetry,
  children,
}: {
  failure: CallFailure;
  onClose?: () => void;
  /** Set if the component shows nothing without the failed call. */
  onRetry?: () => void;
  children?: ReactNode;
}) {
  return (
    <div className="sy-note" data-tone="error" role="alert">
      <TriangleAlert size={15} aria-hidden className="sy-note-icon" />
      <div className="sy-note-body">
        <div>
          <strong>{failure.action}</strong> {failure.message}
        </div>
        {failure.hint === '' ? null : <div className="sy-note-hint">{failure.hint}</div>}
        {onRetry ? (
          <div className="sy-note-actions">
            <ActionButton size="compact-sm" variant="default" onClick={onRetry}>
              {t('tryAgain')}
            </ActionButton>
          </div>
        ) : null}
        {failure.confirm ? (
          <div className="sy-note-actions">
            <ActionButton size="compact-sm" variant="default" onClick={failure.confirm}>
              {t('confirmAnyway')}
            </ActionButton>
          </div>
        ) : null}
        {children}
      </div>
      {onClose ? <CloseButton size="sm" aria-label={t('dismissError')} onClick={onClose} /> : null}
    </div>
  );
}
