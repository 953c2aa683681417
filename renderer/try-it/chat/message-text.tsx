/** The text of a message as it is, with blocks of code set apart. */
import { tryItWords } from '../../../shared/words/en/try-it.ts';
import { words } from '../../../shared/words/words.ts';
import { CopyButton } from '../../controls/copy-button.tsx';
import { splitCode } from './split-code.ts';

const t = words(tryItWords);

export function MessageText({ text }: { text: string }) {
  return splitCode(text).map((part, index) =>
    part.kind === 'text' ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts are only added at the end
      <div key={index} className="sy-chat-text">
        {part.text}
      </div>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts are only added at the end
      <div key={index} className="sy-code">
        <pre>
          <code>{part.text}</code>
        </pre>
        <CopyButton text={part.text} label={t('copyCode')} />
      </div>
    ),
  );
}
