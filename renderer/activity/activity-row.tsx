/** One thing that happened: when, to which backend, who or what caused it, and how it is taken back. */

import { Anchor, Button, Text } from '@mantine/core';
import {
  Activity,
  CircleAlert,
  CircleCheck,
  CirclePlay,
  CircleStop,
  MessageSquare,
  Moon,
  Pencil,
  Trash2,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { type ActivityEntry, categoryOf } from '../../shared/activity.ts';
import { diagnosisTitle } from '../../shared/words/diagnosis-text.ts';
import { activityWords } from '../../shared/words/en/activity.ts';
import { errorText } from '../../shared/words/error-text.ts';
import { translateField } from '../../shared/words/wire-phrases.ts';
import { intl, words } from '../../shared/words/words.ts';
import { richText } from '../controls/messages/rich-text.tsx';
import { usePanelServices } from '../panel-context.tsx';
import { formatChange } from './format-change.ts';
import { formatOrigin } from './format-origin.ts';
import { UndoButton } from './undo-button.tsx';

const t = words(activityWords);

export function ActivityRow({ entry, isNamed }: { entry: ActivityEntry; isNamed: boolean }) {
  const { kind, at, backend, error, changes = [] } = entry;
  const category = categoryOf(kind);
  return (
    <li className="sy-activity-row" data-category={category} data-kind={kind}>
      <time
        dateTime={at}
        title={intl.date({ dateStyle: 'full', timeStyle: 'medium' }).format(Date.parse(at))}
        className="sy-activity-time"
      >
        {formatTimeOfDay(at)}
      </time>
      <span className="sy-activity-icon">{iconOf(entry)}</span>
      <div className="sy-activity-body">
        <div>
          {isNamed && backend !== undefined ? (
            richText(
              t.parts('aboutBackend', {
                backend: () => <BackendLink backend={backend} />,
                text: () => <What entry={entry} />,
              }),
            )
          ) : (
            <What entry={entry} />
          )}
        </div>
        {error === undefined || error.hint === '' ? null : (
          <Text size="xs" c="dimmed">
            {errorText(error).hint}
          </Text>
        )}
        {changes.length === 0 ? null : (
          <dl className="sy-activity-changes">
            {changes.map((change) => {
              const { text, whole } = formatChange(change);
              return (
                <div key={`${change.field} ${change.name}`}>
                  <dt>{translateField(change, 'label')}</dt>
                  <dd {...(whole === '' || whole === text ? {} : { title: whole })}>{text}</dd>
                </div>
              );
            })}
          </dl>
        )}
        <RowActions entry={entry} />
      </div>
    </li>
  );
}

/** What happened, and who or what caused it. */
function What({ entry }: { entry: ActivityEntry }) {
  const { by, error } = entry;
  const message = translateField(entry, 'message');
  return (
    <>
      {error?.diagnosis === undefined
        ? message
        : richText(
            t.parts('diagnosed', {
              b: (content) => <strong>{richText(content)}</strong>,
              diagnosis: diagnosisTitle({ id: error.diagnosis_id ?? '', title: error.diagnosis }),
              message,
            }),
          )}
      {by === undefined ? null : <span className="sy-activity-origin"> {formatOrigin(by)}</span>}
    </>
  );
}

function BackendLink({ backend }: { backend: NonNullable<ActivityEntry['backend']> }) {
  const { navigate } = usePanelServices();
  if (backend.deleted)
    return (
      <strong dir="auto" title={t('backendDeleted')}>
        {backend.name}
      </strong>
    );
  return (
    <Anchor
      component="button"
      type="button"
      size="sm"
      fw={600}
      className="sy-activity-backend"
      onClick={() => navigate({ kind: 'backend', backend_id: backend.id })}
    >
      {backend.name}
    </Anchor>
  );
}

function RowActions({ entry }: { entry: ActivityEntry }) {
  const { open } = usePanelServices();
  const { backend, kind, undo } = entry;
  if (backend === undefined) return null;
  const hasLog = categoryOf(kind) === 'failures' && !backend.deleted;
  if (!hasLog && undo === undefined) return null;
  return (
    <div className="sy-activity-actions">
      {hasLog ? (
        <Button
          size="compact-xs"
          variant="default"
          aria-label={t('openLogOf', { name: backend.name })}
          onClick={() => open({ kind: 'log', id: backend.id })}
        >
          {t('openLog')}
        </Button>
      ) : null}
      {undo === undefined ? null : <UndoButton entry={entry} backendId={backend.id} undo={undo} />}
    </div>
  );
}

/** With seconds, for a worker may crash several times in a minute. */
function formatTimeOfDay(at: string): string {
  const date = new Date(at);
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}

function iconOf({ kind }: ActivityEntry): ReactNode {
  const props = { size: 15, 'aria-hidden': true } as const;
  switch (kind) {
    case 'ready':
    case 'contact_found':
      return <CircleCheck {...props} />;
    case 'starting':
    case 'switched_on':
    case 'restarted':
    case 'woken':
    case 'program_started':
      return <CirclePlay {...props} />;
    case 'stopped':
    case 'switched_off':
    case 'program_stopped':
      return <CircleStop {...props} />;
    case 'slept':
      return <Moon {...props} />;
    case 'deleted':
      return <Trash2 {...props} />;
    default:
      break;
  }
  const category = categoryOf(kind);
  if (category === 'failures') return <CircleAlert {...props} />;
  if (category === 'changes') return <Pencil {...props} />;
  return category === 'messages' ? <MessageSquare {...props} /> : <Activity {...props} />;
}
