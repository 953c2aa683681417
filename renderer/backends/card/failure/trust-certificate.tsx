/** The buttons with which a person accepts the certificate of a server, whose fingerprint the error shows. */
import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { backendFailureWords } from '../../../../shared/words/en/backends/failure.ts';
import { words } from '../../../../shared/words/words.ts';
import { ActionButton } from '../../../controls/action-button.tsx';
import { Allowed, useBlockedReason, usePanelServices } from '../../../panel-context.tsx';

const t = words(backendFailureWords);

export function TrustCertificate({
  id,
  fingerprint,
  isPending,
}: {
  id: number;
  fingerprint: string;
  isPending: boolean;
}) {
  const { actions } = usePanelServices();
  const blocked = useBlockedReason('EditBackend');
  /** The fingerprint that was compared: another one has to be compared anew. */
  const [compared, setCompared] = useState<string | null>(null);
  const isAsked = compared === fingerprint;
  return (
    <Allowed operation="EditBackend">
      <ActionButton
        size="compact-sm"
        variant={isAsked ? 'filled' : 'default'}
        leftSection={<ShieldCheck size={14} aria-hidden />}
        blocked={blocked}
        pending={isPending}
        onClick={() => (isAsked ? void actions.trustCertificate(id, fingerprint) : setCompared(fingerprint))}
      >
        {t(isAsked ? 'certificateMatches' : 'acceptCertificate')}
      </ActionButton>
      {isAsked ? (
        <ActionButton size="compact-sm" variant="default" onClick={() => setCompared(null)}>
          {t('doNotAccept')}
        </ActionButton>
      ) : null}
    </Allowed>
  );
}
