import { Button, PasswordInput } from '@mantine/core';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { SECRET_MASK } from '../../../shared/settings.ts';
import { asText, type WidgetProps } from '../widget-kinds.ts';
import { controlProps } from './text-widgets.tsx';

/**
 * A value that can be replaced or cleared and never be read. The host sends a mask for a stored one, which is never
 * shown: sent back unchanged it means "keep".
 */
export function SecretWidget(props: WidgetProps) {
  const { info, raw, original, onChange, disabled, id, describedBy } = props;
  const [replacing, setReplacing] = useState(false);
  const isStored = original === SECRET_MASK;
  const keep = () => {
    setReplacing(false);
    onChange(SECRET_MASK);
  };

  if (isStored && raw === SECRET_MASK && !replacing)
    return (
      <div className="sy-secret">
        <span className="sy-secret-state">
          <KeyRound size={14} aria-hidden /> A value is stored
        </span>
        <Button
          id={id}
          aria-describedby={describedBy}
          size="compact-sm"
          variant="default"
          disabled={disabled}
          aria-label={`Replace ${info.label}`}
          onClick={() => setReplacing(true)}
        >
          Replace
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          disabled={disabled}
          aria-label={`Clear ${info.label}`}
          onClick={() => onChange('')}
        >
          Clear
        </Button>
      </div>
    );

  if (isStored && raw === '' && !replacing)
    return (
      <div className="sy-secret">
        <span className="sy-secret-state">The stored value will be removed</span>
        <Button
          id={id}
          aria-describedby={describedBy}
          size="compact-sm"
          variant="default"
          aria-label={`Keep it: ${info.label}`}
          onClick={keep}
        >
          Keep it
        </Button>
      </div>
    );

  return (
    <div className="sy-secret">
      <PasswordInput
        {...controlProps(props)}
        className="sy-grow"
        // Not the account of this site: a browser must neither fill it in nor offer to store it.
        autoComplete="new-password"
        autoFocus={replacing}
        value={raw === SECRET_MASK ? '' : asText(raw)}
        // Emptying the field while replacing is no wish to lose the stored value; "Clear" is.
        onChange={(event) =>
          onChange(replacing && event.currentTarget.value === '' ? SECRET_MASK : event.currentTarget.value)
        }
        visibilityToggleButtonProps={{ 'aria-label': `Show ${info.label}` }}
      />
      {replacing ? (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`Keep the stored one: ${info.label}`}
          onClick={keep}
        >
          Keep the stored one
        </Button>
      ) : null}
    </div>
  );
}
