/** A child of a parent, with what can be done to it at its own instance. */
import { MemoryStick, Power, PowerOff, RotateCw } from 'lucide-react';
import { memo } from 'react';
import { type ChildBackend, isParentType } from '../../../../shared/backend.ts';
import { errorText } from '../../../../shared/words/error-text.ts';
import { translateField } from '../../../../shared/words/wire-phrases.ts';
import { IconButton } from '../../../controls/action-button.tsx';
import { freeBlockedReason } from '../../../format/blocked-reasons.ts';
import { backendName, statusText } from '../../../format/status-text.ts';
import { formatMoment } from '../../../format/time.ts';
import {
  Allowed,
  useBackendType,
  useBlockedReason,
  useMay,
  usePanelServices,
  useTickingText,
} from '../../../panel-context.tsx';
import { isEqualJson } from '../../../state/is-equal-json.ts';
import './card-children.css';
import { backendCardWords } from '../../../../shared/words/en/backends/card.ts';
import { words } from '../../../../shared/words/words.ts';

const t = words(backendCardWords);

export const ChildRow = memo(Row, (before, after) => isEqualJson(before.child, after.child));

function Row({ child }: { child: ChildBackend }) {
  const { actions } = usePanelServices();
  const type = useBackendType(child.remote.type);
  const may = useMay('FreeBackendMemory');
  const blocked = useBlockedReason('FreeBackendMemory');
  const restartBlocked = useBlockedReason('RestartBackends');
  const toggleBlocked = useBlockedReason('ToggleBackend');
  const typeName = type?.name ?? child.remote.type;
  const name = backendName({ ...child, type: typeName }, typeName);
  const status = statusText({ ...child, phase: child.status }, 0);
  const { away_since: awaySince } = child;
  const text = useTickingText((now) =>
    awaySince === undefined ? status.text : t('noAnswerSince', { time: formatMoment(awaySince, now) }),
  );
  const details = [
    child.title.trim() === '' ? '' : typeName,
    child.current_model ?? '',
    // A path of one instance is not mentioned: the parent's card names that instance.
    child.remote.path.length > 1 ? t('throughAnother') : '',
  ].filter((part) => part !== '');
  return (
    <li data-instance={isInstance(child)}>
      <div className="sy-child-text">
        <div className="sy-child-name sy-clip" dir="auto" title={name}>
          {name}
        </div>
        <div className="sy-child-state" data-tone={status.tone}>
          {[text, ...details].join(' · ')}
        </div>
        {child.notice && awaySince === undefined ? (
          <div className="sy-child-state">{translateField(child, 'notice')}</div>
        ) : null}
        {child.error ? <div className="sy-child-state">{errorText(child.error).message}</div> : null}
      </div>
      {isInstance(child) || !may ? null : (
        <IconButton
          label={t('freeVramOf', { name })}
          size={24}
          blocked={blocked ?? freeBlockedReason({ phase: child.status })}
          onClick={() => void actions.freeChildMemory(child)}
        >
          <MemoryStick size={14} aria-hidden />
        </IconButton>
      )}
      <Allowed operation="RestartBackends">
        {child.enabled ? (
          <IconButton
            label={t('restartOf', { name })}
            size={24}
            blocked={restartBlocked}
            onClick={() => void actions.restartChild(child)}
          >
            <RotateCw size={14} aria-hidden />
          </IconButton>
        ) : null}
      </Allowed>
      <Allowed operation="ToggleBackend">
        <IconButton
          label={t(child.enabled ? 'switchOffOf' : 'switchOnOf', { name })}
          size={24}
          blocked={toggleBlocked}
          onClick={() => void actions.toggleChild(child, !child.enabled)}
        >
          {child.enabled ? <PowerOff size={14} aria-hidden /> : <Power size={14} aria-hidden />}
        </IconButton>
      </Allowed>
    </li>
  );
}

/** Whether it is an instance with backends of its own, and not one of them. */
const isInstance = ({ remote }: ChildBackend): boolean => isParentType(remote.type);
