/** Where a person writes, with what the request says besides the text. */

import { NumberInput, Textarea } from '@mantine/core';
import { Send, SlidersHorizontal, Square } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { tryItWords } from '../../../shared/words/en/try-it.ts';
import { words } from '../../../shared/words/words.ts';
import { ActionButton } from '../../controls/action-button.tsx';
import { CopyButton } from '../../controls/copy-button.tsx';
import { useBlockedReason } from '../../panel-context.tsx';
import { type ChatMessage, type ChatMode, type Conversation, isWriting } from './conversation.ts';

const t = words(tryItWords);

const labels = {
  chat: { label: 'message', placeholder: 'messagePlaceholder', send: 'send' },
  completion: { label: 'completionPrompt', placeholder: 'completionPlaceholder', send: 'continue' },
} as const satisfies Record<ChatMode, object>;

export function Composer({
  conversation,
  mode,
  model,
}: {
  conversation: Conversation;
  mode: ChatMode;
  model: string | null;
}) {
  const keys = labels[mode];
  const { label, placeholder, send } = {
    label: t(keys.label),
    placeholder: t(keys.placeholder),
    send: t(keys.send),
  };
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState('');
  const [hasOptions, setHasOptions] = useState(false);
  const isBusy = useStore(conversation.store, isWriting);
  // Work on the graphics cards needs what switching a backend needs.
  const notAllowed = useBlockedReason('ToggleBackend');
  const blocked =
    notAllowed ?? (isBusy ? t('stillWriting') : text.trim() === '' ? t('messageMissing') : null);

  const submit = () => {
    if (blocked !== null) return;
    setText('');
    field.current?.focus();
    void conversation.send(text, model);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes a character, Enter chooses it.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    submit();
  };

  return (
    <form
      className="sy-try-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {hasOptions ? <ChatOptionFields conversation={conversation} mode={mode} /> : null}
      <Textarea
        ref={field}
        data-autofocus
        aria-label={label}
        description={t('enterSends')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        placeholder={placeholder}
        autosize
        minRows={2}
        maxRows={8}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div className="sy-try-row">
        {isBusy ? (
          <ActionButton
            variant="default"
            leftSection={<Square size={13} aria-hidden />}
            onClick={() => {
              conversation.stop();
              field.current?.focus();
            }}
          >
            {t('stop')}
          </ActionButton>
        ) : (
          <ActionButton
            type="submit"
            blocked={blocked}
            leftSection={<Send size={14} aria-hidden />}
            onClick={() => undefined}
          >
            {send}
          </ActionButton>
        )}
        <ActionButton
          variant="subtle"
          color="gray"
          className="sy-quiet-button"
          leftSection={<SlidersHorizontal size={14} aria-hidden />}
          aria-expanded={hasOptions}
          onClick={() => setHasOptions(!hasOptions)}
        >
          {t('modelSettings')}
        </ActionButton>
        <ConversationActions conversation={conversation} />
      </div>
    </form>
  );
}

function ConversationActions({ conversation }: { conversation: Conversation }) {
  const messages = useStore(conversation.store, (state) => state.messages);
  if (messages.length === 0) return null;
  return (
    <>
      <ActionButton variant="subtle" color="gray" className="sy-quiet-button" onClick={conversation.clear}>
        {t('clear')}
      </ActionButton>
      <CopyButton text={() => formatConversation(messages)} label={t('copyConversation')} size={28} />
    </>
  );
}

const formatConversation = (messages: readonly ChatMessage[]): string =>
  messages
    .map(({ role, text }) => t(role === 'user' ? 'copiedQuestion' : 'copiedAnswer', { text }))
    .join('\n\n');

function ChatOptionFields({ conversation, mode }: { conversation: Conversation; mode: ChatMode }) {
  const { systemPrompt, temperature, maxTokens } = useStore(conversation.store, ({ options }) => options);
  return (
    <div className="sy-try-options">
      {mode === 'chat' ? (
        <Textarea
          size="xs"
          label={t('systemPrompt')}
          placeholder={t('systemPromptPlaceholder')}
          autosize
          minRows={1}
          maxRows={5}
          value={systemPrompt}
          onChange={(event) => conversation.setOptions({ systemPrompt: event.currentTarget.value })}
        />
      ) : null}
      <NumberInput
        size="xs"
        label={t('temperature')}
        placeholder={t('backendDefault')}
        min={0}
        max={5}
        step={0.1}
        value={temperature ?? ''}
        onChange={(value) => conversation.setOptions({ temperature: toNumber(value) })}
      />
      <NumberInput
        size="xs"
        label={t('atMost')}
        suffix={t('tokensSuffix')}
        placeholder={t('backendDefault')}
        min={1}
        step={64}
        allowDecimal={false}
        value={maxTokens ?? ''}
        onChange={(value) => conversation.setOptions({ maxTokens: toNumber(value) })}
      />
    </div>
  );
}

/** Null for an empty field, and for what is no number yet, such as a minus. */
const toNumber = (value: string | number): number | null =>
  value === '' || Number.isNaN(Number(value)) ? null : Number(value);
