import { Button, PasswordInput } from '@mantine/core';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { SECRET_MASK } from '../../../shared/settings.ts';
import { settingsFormWords } from '../../../shared/words/en/settings/settings-form.ts';
import { words } from '../../../shared/words/words.ts';
import { asText, type WidgetProps } from '../widget-kinds.ts';
import { controlProps } from './text-widgets.tsx';

const t = words(settingsFormWords);

/**
 * A secret, which can be replaced or cleared but never read. For a stored secret the host sends a mask. The mask is not
 * shown, and sending it back means that the secret stays.
 */
export function SecretWidget(props: WidgetProps) {
  const { raw, original, onChange } = props;
  const [isReplacing, setIsReplacing] = useState(false);
  const isStored = original === SECRET_MASK;
  const keep = () => {
    setIsReplacing(false);
    onChange(SECRET_MASK);
  };
  if (isStored && raw === SECRET_MASK && !isReplacing)
    return <StoredSecret {...props} onReplace={() => setIsReplacing(true)} />;
  if (isStored && raw === '' && !isReplacing) return <ClearedSecret {...props} onKeep={keep} />;
  return <SecretInput props={props} isReplacing={isReplacing} onKeep={keep} />;
}

function StoredSecret({
  id,
  info,
  describedBy,
  disabled,
  onChange,
  onReplace,
}: WidgetProps & { onReplace: () => void }) {
  return (
    <div className="sy-secret">
      <span className="sy-secret-state">
        <KeyRound size={14} aria-hidden /> {t('secretKept')}
      </span>
      <Button
        id={id}
        aria-describedby={describedBy}
        size="compact-sm"
        variant="default"
        disabled={disabled}
        aria-label={t('replaceOf', { label: info.label })}
        onClick={onReplace}
      >
        {t('replace')}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        disabled={disabled}
        aria-label={t('clearOf', { label: info.label })}
        onClick={() => onChange('')}
      >
        {t('clear')}
      </Button>
    </div>
  );
}

function ClearedSecret({ id, info, describedBy, onKeep }: WidgetProps & { onKeep: () => void }) {
  return (
    <div className="sy-secret">
      <span className="sy-secret-state">{t('secretWillBeDeleted')}</span>
      <Button
        id={id}
        aria-describedby={describedBy}
        size="compact-sm"
        variant="default"
        aria-label={t('keepOf', { label: info.label })}
        onClick={onKeep}
      >
        {t('keep')}
      </Button>
    </div>
  );
}

function SecretInput({
  props,
  isReplacing,
  onKeep,
}: {
  props: WidgetProps;
  /** Whether a secret is stored. */
  isReplacing: boolean;
  onKeep: () => void;
}) {
  const { info, raw, onChange } = props;
  return (
    <div className="sy-secret">
      <PasswordInput
        {...controlProps(props)}
        className="sy-grow"
        // The secret is no account of this site: a browser must neither fill it in nor offer to store it.
        autoComplete="new-password"
        autoFocus={isReplacing}
        value={raw === SECRET_MASK ? '' : asText(raw)}
        // Emptying the field does not clear the stored secret; only "Clear" does.
        onChange={({ currentTarget: { value } }) =>
          onChange(isReplacing && value === '' ? SECRET_MASK : value)
        }
        visibilityToggleButtonProps={{ 'aria-label': t('showOf', { label: info.label }) }}
      />
      {isReplacing ? (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t('keepStoredOf', { label: info.label })}
          onClick={onKeep}
        >
          {t('keepStored')}
        </Button>
      ) : null}
    </div>
  );
}
