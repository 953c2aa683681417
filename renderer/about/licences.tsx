import { useRef, useState } from 'react';
import { aboutWords } from '../../shared/words/en/about.ts';
import { words } from '../../shared/words/words.ts';
import { ActionButton } from '../controls/action-button.tsx';
import { ErrorMessage } from '../controls/messages/error-message.tsx';
import { useBlockedReason, usePanelServices } from '../panel-context.tsx';
import { useCall } from '../state/use-call.ts';

const t = words(aboutWords);

/** Several hundred pages, so they are read from the host only when the user asks for them. */
export function Licences() {
  const { client } = usePanelServices();
  const blocked = useBlockedReason('GetLicences');
  const [text, setText] = useState<string | null>(null);
  const { pending, failure, setFailure, run } = useCall(t('readingLicencesFailed'));

  const read = () => run(async () => setText((await client.GetLicences({})).text));

  if (text !== null) return <LicenceText text={text} />;
  return (
    <>
      {failure ? <ErrorMessage failure={failure} onClose={() => setFailure(null)} /> : null}
      <div>
        <ActionButton
          size="sm"
          variant="default"
          blocked={blocked}
          pending={pending}
          onClick={() => void read()}
        >
          {t('thirdPartyLicences')}
        </ActionButton>
      </div>
    </>
  );
}

function LicenceText({ text }: { text: string }) {
  const hasFocused = useRef(false);
  return (
    <div>
      <h3 id="sy-licences" className="sy-licences-title">
        {t('thirdPartyLicences')}
      </h3>
      <section
        aria-labelledby="sy-licences"
        className="sy-licences sy-mono"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        // The button that had the focus is gone. With the focus here, the arrow keys scroll at once.
        ref={(element) => {
          if (!hasFocused.current) element?.focus({ preventScroll: true });
          hasFocused.current = true;
        }}
      >
        {text}
      </section>
    </div>
  );
}
