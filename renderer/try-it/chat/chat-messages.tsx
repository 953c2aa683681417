/** The messages of a conversation. The view follows a reply that is being written, unless somebody has scrolled up. */

import { RotateCw } from 'lucide-react';
import { memo, type UIEvent, useLayoutEffect, useRef } from 'react';
import { commonWords } from '../../../shared/words/en/common.ts';
import { tryItWords } from '../../../shared/words/en/try-it.ts';
import { intl, words } from '../../../shared/words/words.ts';
import { ActionButton } from '../../controls/action-button.tsx';
import { CopyButton } from '../../controls/copy-button.tsx';
import { ErrorMessage } from '../../controls/messages/error-message.tsx';
import type { ChatMessage } from './conversation.ts';
import { MessageText } from './message-text.tsx';
import type { ReplySpeed } from './reply-speed.ts';
import './chat-messages.css';

const t = words(tryItWords);
const common = words(commonWords);

/** Pixels from the end at which the view still follows. */
const NEAR_END = 40;

export function ChatMessages({
  messages,
  empty,
  onRetry,
}: {
  messages: readonly ChatMessage[];
  empty: string;
  onRetry: () => void;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const isFollowing = useRef(true);
  const count = useRef(0);
  useLayoutEffect(() => {
    const element = scroller.current;
    // Who sends something wants to see it.
    if (messages.length > count.current) isFollowing.current = true;
    count.current = messages.length;
    if (element && isFollowing.current) element.scrollTop = element.scrollHeight;
  }, [messages]);
  const onScroll = ({ currentTarget: { scrollHeight, scrollTop, clientHeight } }: UIEvent) => {
    isFollowing.current = scrollHeight - scrollTop - clientHeight < NEAR_END;
  };
  const last = messages.at(-1);
  return (
    <section
      className="sy-try-scroll"
      ref={scroller}
      onScroll={onScroll}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: otherwise the keyboard could not scroll it
      tabIndex={0}
      role="log"
      aria-label={t('conversation')}
      // A screen reader reads a reply once it is complete, and not piece by piece.
      aria-busy={last?.state === 'writing'}
    >
      {messages.length === 0 ? <p className="sy-chat-empty">{empty}</p> : null}
      {messages.map((message) => (
        <Message key={message.id} message={message} onRetry={message === last ? onRetry : null} />
      ))}
    </section>
  );
}

const Message = memo(function Message({
  message,
  onRetry,
}: {
  message: ChatMessage;
  /** Null for all but the last message. */
  onRetry: (() => void) | null;
}) {
  const { role, text, thinking, state, failure } = message;
  const isReply = role === 'assistant';
  return (
    <div className="sy-chat-message" data-role={role}>
      <div className="sy-chat-author">{isReply ? t('model') : t('you')}</div>
      {thinking === '' ? null : (
        <details className="sy-chat-thinking" open={state === 'writing' && text === ''}>
          <summary>{t('reasoning')}</summary>
          <MessageText text={thinking} />
        </details>
      )}
      {text === '' ? null : <MessageText text={text} />}
      {failure ? <ErrorMessage failure={failure} /> : null}
      {isReply ? <ReplyLine message={message} onRetry={onRetry} /> : null}
    </div>
  );
});

const stateTexts = {
  stopped: 'stopped',
  cut: 'lengthReached',
} as const;

/** What is known of a reply, and what can be done with it. */
function ReplyLine({ message, onRetry }: { message: ChatMessage; onRetry: (() => void) | null }) {
  const { text, state, speed } = message;
  const parts = [
    state === 'writing' && speed === null ? t('waitingForReply') : '',
    state === 'done' && text === '' ? t('nothingWritten') : '',
    ...(speed === null ? [] : describeSpeed(speed)),
    state === 'stopped' || state === 'cut' ? t(stateTexts[state]) : '',
  ].filter((part) => part !== '');
  return (
    <div className="sy-chat-facts">
      <span>{parts.join(' · ')}</span>
      {state === 'writing' || text === '' ? null : <CopyButton text={text} label={t('copyReply')} />}
      {state === 'writing' || onRetry === null ? null : (
        <ActionButton
          size="compact-xs"
          variant="subtle"
          color="gray"
          className="sy-quiet-button"
          leftSection={<RotateCw size={12} aria-hidden />}
          onClick={onRetry}
        >
          {state === 'failed' ? common('tryAgain') : t('tryAgain')}
        </ActionButton>
      )}
    </div>
  );
}

function describeSpeed({ firstTokenMs, tokens, isCounted, tokensPerSecond }: ReplySpeed): string[] {
  return [
    t(isCounted ? 'tokenCount' : 'aboutTokens', { count: tokens }),
    ...(tokensPerSecond === null ? [] : [t('tokensPerSecond', { rate: formatRate(tokensPerSecond) })]),
    t('firstAfter', { seconds: formatRate(firstTokenMs / 1000) }),
  ];
}

/** `0.04`, `3.5`, `120`. */
function formatRate(value: number): string {
  const digits = value < 0.1 ? 2 : value < 10 ? 1 : 0;
  return intl.number({ minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
}
