/** The notices of the program. Each can be dismissed. */

import { CloseButton } from '@mantine/core';
import { Info, TriangleAlert } from 'lucide-react';
import type { Notice } from '../../shared/events.ts';
import { shellWords } from '../../shared/words/en/shell.ts';
import { translateField } from '../../shared/words/wire-phrases.ts';
import { words } from '../../shared/words/words.ts';
import { ErrorMessage } from '../controls/messages/error-message.tsx';
import {
  Allowed,
  useBlockedReason,
  useCallState,
  usePanelServices,
  usePanelState,
} from '../panel-context.tsx';
import '../controls/messages/message.css';

const t = words(shellWords);

export function Notices() {
  const notices = usePanelState((state) => state.notices);
  return notices.map((notice) => <HostNotice key={notice.id} notice={notice} />);
}

function HostNotice({ notice }: { notice: Notice }) {
  const { actions } = usePanelServices();
  const { pending, failure } = useCallState(`notice:${notice.id}`);
  const blocked = useBlockedReason('DismissNotice');
  const Icon = notice.level === 'info' ? Info : TriangleAlert;
  return (
    <div className="sy-note" data-tone={notice.level} role={notice.level === 'info' ? 'status' : 'alert'}>
      <Icon size={15} aria-hidden className="sy-note-icon" />
      <div className="sy-note-body">
        <div>{translateField(notice, 'message')}</div>
        {notice.hint === '' ? null : <div className="sy-note-hint">{translateField(notice, 'hint')}</div>}
        {failure ? (
          <ErrorMessage failure={failure} onClose={() => actions.clear(`notice:${notice.id}`)} />
        ) : null}
      </div>
      <Allowed operation="DismissNotice">
        <CloseButton
          size="sm"
          aria-label={t('dismissNotice')}
          disabled={pending.length > 0 || blocked !== null}
          {...(blocked === null ? {} : { title: blocked })}
          onClick={() => void actions.dismissNotice(notice.id)}
        />
      </Allowed>
    </div>
  );
}
